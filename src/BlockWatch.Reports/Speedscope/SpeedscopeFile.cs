using System.Text.Json.Nodes;
using BlockWatch.Reports.Building;
using BlockWatch.Reports.Model;
using BlockWatch.Reports.Stacks;
using BlockWatch.Reports.Wording;

namespace BlockWatch.Reports.Speedscope;

/// <summary>A file with a profile for each target and one table of frames.</summary>
internal sealed class SpeedscopeFile
{
    private readonly ReportTool _tool;
    private readonly string _name;
    private readonly JsonArray _profiles = [];
    private readonly JsonArray _frames = [];
    private readonly Dictionary<ReportFrame, int> _indexes = [];

    public SpeedscopeFile(ReportTool tool, string name)
    {
        _tool = tool;
        _name = name;
    }

    public void Add(string name, Report report)
    {
        JsonArray samples = [];
        JsonArray weights = [];
        double sum = 0;
        foreach (WeightedStack stack in WeightedStacks.Of(report))
        {
            double weight = Rounding.Round(stack.Milliseconds);
            samples.Add(new JsonArray([.. stack.Frames.Select(frame => (JsonNode)IndexOf(frame))]));
            weights.Add(weight);
            sum += weight;
        }

        _profiles.Add(new JsonObject
        {
            ["type"] = "sampled",
            ["name"] = $"{SafeText.Of(name)}: stalled time",
            ["unit"] = "milliseconds",
            ["startValue"] = 0,
            ["endValue"] = Rounding.Round(sum),
            ["samples"] = samples,
            ["weights"] = weights,
        });
    }

    public JsonObject ToJson() => new()
    {
        ["$schema"] = "https://www.speedscope.app/file-format-schema.json",
        ["exporter"] = $"{_tool.Name}@{_tool.Version}",
        ["name"] = SafeText.Of(_name),
        ["activeProfileIndex"] = 0,
        ["shared"] = new JsonObject { ["frames"] = _frames },
        ["profiles"] = _profiles,
    };

    private int IndexOf(ReportFrame frame)
    {
        if (_indexes.TryGetValue(frame, out int known))
        {
            return known;
        }

        JsonObject made = new() { ["name"] = SafeText.Of(frame.Method) };
        if (frame.File is { } file)
        {
            made["file"] = SafeText.Of(file);
        }

        if (frame.Line is { } line)
        {
            made["line"] = line;
        }

        _frames.Add(made);
        return _indexes[frame] = _frames.Count - 1;
    }
}
