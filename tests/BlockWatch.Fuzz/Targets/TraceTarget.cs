using System.Text;
using BlockWatch.Fuzz.Execution;
using BlockWatch.Fuzz.Mutations;
using BlockWatch.Fuzz.Seeds;
using BlockWatch.Reports;
using BlockWatch.Tool;

namespace BlockWatch.Fuzz.Targets;

/// <summary>A .nettrace of others: read, understood, and written as a report in every format.</summary>
internal sealed class TraceTarget : IFuzzTarget
{
    // A report in every format is dear; the others are written by the target "report" as well.
    private const int FormatEvery = 8;

    private readonly WorkFolder _folder;
    private readonly ToolCall _tool;
    private readonly bool _newerFormat;
    private readonly SeedEvent[] _others = [.. SeedTrace.All.SelectMany(static seed => seed.Events.Take(200))];

    public TraceTarget(WorkFolder folder, bool newerFormat)
    {
        _folder = folder;
        _tool = new ToolCall(folder);
        _newerFormat = newerFormat;
    }

    public byte[] Make(Random random)
    {
        SeedTrace seed = SeedTrace.All[random.Next(SeedTrace.All.Count)];
        bool changesEvents = random.Next(2) == 0;
        IReadOnlyList<SeedEvent> events = changesEvents ? EventMutator.Mutate(seed, random, _others) : seed.Events;
        if (_newerFormat)
        {
            byte[] newer = NewerTraceWriter.Write(seed.Header, events);
            return changesEvents && random.Next(4) > 0 ? newer : ByteMutator.Mutate(newer, random);
        }

        byte[] trace = EventMutator.Written(seed.Header, events, random);
        return (changesEvents, random.Next(4)) switch
        {
            (true, > 0) => trace,
            (_, 0 or 1) => ByteMutator.Mutate(trace, random),
            _ => BlockMutator.Mutate(trace, random),
        };
    }

    public string Run(byte[] input)
    {
        string trace = _folder.Write("t.nettrace", input);
        string report = _folder.Combine("t.json");
        (ExitCode code, string text, string said) = _tool.Run("analyze", trace, "--no-config", "-o", report);
        if (code != ExitCode.Done)
        {
            return $"{code}: {said}";
        }

        if (input.Length % FormatEvery == 0)
        {
            foreach (IReportFormat format in ReportFormats.All)
            {
                Export(report, format.Name);
            }
        }

        return $"{code}: {Rules(text)} {said}";
    }

    // Each format that there is must be able to write what was read.
    private void Export(string report, string format)
    {
        (ExitCode code, _, string said) = _tool.Run("export", report, "-o", "-", "--format", format);
        if (code != ExitCode.Done)
        {
            throw new BrokenPromiseException($"a report of ours cannot be written as {format}: {said}");
        }
    }

    private static string Rules(string text)
    {
        StringBuilder rules = new();
        for (int rule = 1; rule <= 12; rule++)
        {
            string id = $"BW{rule:D4}";
            rules.Append(text.Contains(id, StringComparison.Ordinal) ? id + " " : "");
        }

        return rules.ToString();
    }
}
