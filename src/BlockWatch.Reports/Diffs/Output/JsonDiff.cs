using BlockWatch.Reports.Diffs.Model;
using BlockWatch.Reports.Json;

namespace BlockWatch.Reports.Diffs.Output;

/// <summary>The whole comparison for programs, as docs/diff-v1.schema.json says.</summary>
internal sealed class JsonDiff : IDiffFormat
{
    public string Name => "json";

    public IReadOnlyList<string> Extensions { get; } = [".json"];

    public void Write(ReportDiff diff, TextWriter writer) => writer.Write(VersionedJson.Serialize(diff));
}
