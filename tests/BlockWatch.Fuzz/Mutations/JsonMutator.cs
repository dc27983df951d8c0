using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BlockWatch.Fuzz.Mutations;

/// <summary>Changes JSON as JSON: values of the wrong kind or size, properties that are missing, strange or there twice, nesting without end.</summary>
internal static class JsonMutator
{
    private static readonly JsonSerializerOptions AsItIs = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 2_000 };

    /// <summary>Tokens that a tree of nodes cannot hold.</summary>
    private static readonly string[] Tokens =
    [
        "1e999", "-1e999", "-0", "1e-400", "0.1e1", "01", "NaN", "'x'", "\"\\ud800\"", "\"\\u0000\"", "\"\\x\"", "tru", "[1,]", "{\"a\":1,\"a\":2}", "{,}", "//c\n1", "/*",
        "99999999999999999999999999999999", "123456789012345678901234567890.5", new string('[', 100), new string('[', 5_000), string.Concat(Enumerable.Repeat("{\"a\":", 80)),
        "\"9999-12-31T23:59:59.9999999+14:00\"", "\"0001-01-01T00:00:00Z\"", "\"2026-02-30T00:00:00Z\"",
    ];

    public static byte[] Mutate(string json, Random random, string? other = null)
    {
        byte[] text = Encoding.UTF8.GetBytes(random.Next(5) == 0 ? json : Restructured(json, random, other ?? json));
        return random.Next(5) == 0 ? ByteMutator.Mutate(text, random, Encoding.UTF8.GetBytes(other ?? json)) : text;
    }

    private static string Restructured(string json, Random random, string other)
    {
        JsonNode root = Parsed(json);
        List<string> tokens = [];
        for (int changes = random.Next(1, 5); changes > 0; changes--)
        {
            List<JsonNode> nodes = [];
            Gather(root, nodes);
            JsonNode chosen = nodes[random.Next(nodes.Count)];
            if (!ReferenceEquals(chosen, root))
            {
                Change(chosen, nodes, random, other, tokens);
            }
        }

        StringBuilder text = new(root.ToJsonString(AsItIs));
        for (int i = 0; i < tokens.Count; i++)
        {
            text.Replace("\"" + Mark(i) + "\"", tokens[i]);
        }

        return text.ToString();
    }

    private static JsonNode Parsed(string json) =>
        JsonNode.Parse(json, documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true })!;

    private static void Change(JsonNode node, List<JsonNode> nodes, Random random, string other, List<string> tokens)
    {
        switch (random.Next(10))
        {
            case 0:
                Remove(node);
                break;
            case 1:
                tokens.Add(Tokens[random.Next(Tokens.Length)]);
                Replace(node, JsonValue.Create(Mark(tokens.Count - 1)));
                break;
            case 2:
                Replace(node, JsonValue.Create(HostileText.Any(random)));
                break;
            case 3:
                Replace(node, JsonValue.Create(ByteMutator.Edge(random)));
                break;
            case 4:
                Replace(node, random.Next(5) switch { 0 => null, 1 => JsonValue.Create(true), 2 => new JsonObject(), 3 => new JsonArray(), _ => new JsonArray(null, 1) });
                break;
            case 5:
                Replace(node, JsonValue.Create(random.Next(3) switch { 0 => double.MaxValue, 1 => -double.MaxValue, _ => double.Epsilon }));
                break;
            case 6:
                Replace(node, nodes[random.Next(nodes.Count)].DeepClone());
                break;
            case 7 when node.Parent is JsonArray array:
                int copies = random.Next(4) == 0 ? random.Next(300) : 2;
                for (int i = 0; i < copies; i++)
                {
                    array.Add(node.DeepClone());
                }

                break;
            case 8 when node.Parent is JsonObject owner:
                string name = node.GetPropertyName();
                owner.Remove(name);
                owner[random.Next(2) == 0 ? HostileText.Any(random) : name.ToUpper(CultureInfo.InvariantCulture)] = node;
                break;
            default:
                List<JsonNode> theirs = [];
                Gather(Parsed(other), theirs);
                Replace(node, theirs[random.Next(theirs.Count)].DeepClone());
                break;
        }
    }

    private static void Gather(JsonNode node, List<JsonNode> nodes)
    {
        nodes.Add(node);
        IEnumerable<JsonNode?> children = node switch
        {
            JsonObject owner => owner.Select(static property => property.Value),
            JsonArray array => array,
            _ => [],
        };
        foreach (JsonNode child in children.OfType<JsonNode>())
        {
            Gather(child, nodes);
        }
    }

    private static void Remove(JsonNode node)
    {
        if (node.Parent is JsonObject owner)
        {
            owner.Remove(node.GetPropertyName());
        }
        else if (node.Parent is JsonArray array)
        {
            array.RemoveAt(node.GetElementIndex());
        }
    }

    private static void Replace(JsonNode node, JsonNode? with)
    {
        if (node.Parent is JsonObject owner)
        {
            owner[node.GetPropertyName()] = with;
        }
        else if (node.Parent is JsonArray array)
        {
            array[node.GetElementIndex()] = with;
        }
    }

    private static string Mark(int number) => string.Create(CultureInfo.InvariantCulture, $"@@{number}@@");
}
