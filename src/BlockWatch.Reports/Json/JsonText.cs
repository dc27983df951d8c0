using System.Text.Json.Nodes;

namespace BlockWatch.Reports.Json;

/// <summary>JSON of other people's formats, as ours is written: indented, with <c>\n</c> on every system.</summary>
internal static class JsonText
{
    public static string Of(JsonNode node) => SafeJson.Of(node.ToJsonString(JsonContract.Indented).ReplaceLineEndings("\n")) + "\n";
}
