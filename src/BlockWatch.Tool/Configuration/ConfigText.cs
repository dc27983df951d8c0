using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using BlockWatch.Tool.Failures;

namespace BlockWatch.Tool.Configuration;

/// <summary>The text of a configuration file: JSON with comments and trailing commas, read into nodes that know their place.</summary>
internal sealed class ConfigText
{
    private const int MaxQuoted = 60;

    private static readonly JsonReaderOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    private readonly string _path;
    private readonly byte[] _utf8;

    /// <param name="path">What messages call the file.</param>
    /// <param name="utf8">Its bytes, with or without a byte order mark.</param>
    public ConfigText(string path, byte[] utf8)
    {
        _path = path;
        _utf8 = utf8.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? utf8[Encoding.UTF8.Preamble.Length..] : utf8;
    }

    /// <summary>The whole text as one node.</summary>
    /// <exception cref="UserFacingException">It is not JSON.</exception>
    public ConfigNode Parse()
    {
        CheckEncoding();
        try
        {
            Utf8JsonReader reader = new(_utf8, Lenient);
            reader.Read();
            ConfigNode root = Node(ref reader);

            // Whatever follows the value is an error, which the reader notices.
            reader.Read();
            return root;
        }
        catch (JsonException problem)
        {
            string message = problem.Message;
            int place = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
            int offset = OffsetOf(problem.LineNumber ?? 0, problem.BytePositionInLine ?? 0);
            throw Problem(offset, $"this is not JSON: {(place < 0 ? message : message[..place]).TrimEnd('.')}. Correct it", problem);
        }
    }

    /// <summary>A failure with the file, the place, what is wrong and what to do.</summary>
    public UserFacingException Problem(int offset, string what, Exception? inner = null)
    {
        ReadOnlySpan<byte> before = _utf8.AsSpan(0, Math.Min(offset, _utf8.Length));
        int line = before.Count((byte)'\n') + 1;
        int position = Encoding.UTF8.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]) + 1;
        string place = string.Create(CultureInfo.InvariantCulture, $"'{_path}', line {line}, position {position}");
        return new UserFacingException($"{place}: {what}", ExitCode.Usage, inner) { IsAboutArguments = false };
    }

    /// <summary>A word of the file as a message can hold it: no control characters, not endless.</summary>
    public static string Quote(string word)
    {
        string cut = word.Length > MaxQuoted ? word[..MaxQuoted] + "…" : word;
        return $"'{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(cut)}'";
    }

    // The JSON reader decodes strings only when asked, and takes bytes that are no UTF-8 for a bug of its caller.
    private void CheckEncoding()
    {
        try
        {
            new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetCharCount(_utf8);
        }
        catch (DecoderFallbackException problem)
        {
            throw Problem(Math.Max(0, problem.Index), "this is not UTF-8: save the file in UTF-8", problem);
        }
    }

    private ConfigNode Node(ref Utf8JsonReader reader)
    {
        int offset = (int)reader.TokenStartIndex;
        return reader.TokenType switch
        {
            JsonTokenType.StartObject => new ConfigNode(JsonValueKind.Object, offset) { Properties = Properties(ref reader) },
            JsonTokenType.StartArray => new ConfigNode(JsonValueKind.Array, offset) { Items = Items(ref reader) },
            JsonTokenType.String => new ConfigNode(JsonValueKind.String, offset) { Text = Decoded(ref reader, offset) },
            JsonTokenType.Number => new ConfigNode(JsonValueKind.Number, offset),
            JsonTokenType.True => new ConfigNode(JsonValueKind.True, offset),
            JsonTokenType.False => new ConfigNode(JsonValueKind.False, offset),
            _ => new ConfigNode(JsonValueKind.Null, offset),
        };
    }

    private List<ConfigProperty> Properties(ref Utf8JsonReader reader)
    {
        List<ConfigProperty> properties = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            int offset = (int)reader.TokenStartIndex;
            string name = Decoded(ref reader, offset);
            if (properties.Exists(property => property.Name == name))
            {
                throw Problem(offset, $"{Quote(name)} is here twice: remove one");
            }

            reader.Read();
            properties.Add(new ConfigProperty(name, offset, Node(ref reader)));
        }

        return properties;
    }

    private List<ConfigNode> Items(ref Utf8JsonReader reader)
    {
        List<ConfigNode> items = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(Node(ref reader));
        }

        return items;
    }

    private string Decoded(ref Utf8JsonReader reader, int offset)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException problem)
        {
            throw Problem(offset, "this text has half of a character (\\ud800 to \\udfff by itself): correct it", problem);
        }
    }

    private int OffsetOf(long line, long bytePosition)
    {
        int start = 0;
        for (long i = 0; i < line; i++)
        {
            start += _utf8.AsSpan(start).IndexOf((byte)'\n') + 1;
        }

        return (int)Math.Min(start + bytePosition, _utf8.Length);
    }
}
