using System.Text.Json;
using System.Text.Json.Nodes;

namespace BlockWatch.Faults.Soak;

/// <summary>The JSON Lines file of a soak: a line for each minute, written as it is over, and one for each part's end. Only ever appended to.</summary>
internal sealed class SoakFile
{
    private const string KindField = "kind";
    private const string Minute = "minute";
    private const string End = "end";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly string _path;

    public SoakFile(string path) => _path = path;

    public void Append(SoakRow row) => Append(Minute, row);

    public void Append(SoakEnd end) => Append(End, end);

    public IReadOnlyList<SoakRow> Rows() => Read<SoakRow>(Minute);

    public IReadOnlyList<SoakEnd> Ends() => Read<SoakEnd>(End);

    private void Append<T>(string kind, T value)
    {
        JsonObject line = new() { [KindField] = kind };
        foreach ((string name, JsonNode? field) in JsonSerializer.SerializeToNode(value, Json)!.AsObject())
        {
            line[name] = field?.DeepClone();
        }

        File.AppendAllText(_path, line.ToJsonString(Json) + "\n");
    }

    private List<T> Read<T>(string kind) =>
    [
        .. from line in File.ReadLines(_path)
           let fields = JsonNode.Parse(line)!
           where fields[KindField]?.GetValue<string>() == kind
           select fields.Deserialize<T>(Json)!,
    ];
}
