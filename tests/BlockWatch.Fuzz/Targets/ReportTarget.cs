using BlockWatch.Fuzz.Execution;
using BlockWatch.Fuzz.Mutations;
using BlockWatch.Fuzz.Seeds;
using BlockWatch.Reports;

namespace BlockWatch.Fuzz.Targets;

/// <summary>Report JSON from anywhere: read again and written in every format, one after the other.</summary>
internal sealed class ReportTarget : IFuzzTarget
{
    private readonly WorkFolder _folder;
    private readonly ToolCall _tool;

    public ReportTarget(WorkFolder folder)
    {
        _folder = folder;
        _tool = new ToolCall(folder);
    }

    public byte[] Make(Random random) =>
        JsonMutator.Mutate(SeedReports.Any(random), random, SeedReports.Any(random));

    public string Run(byte[] input)
    {
        string report = _folder.Write("r.json", input);
        IReportFormat format = ReportFormats.All[Checksum(input) % ReportFormats.All.Count];
        (Tool.ExitCode code, _, string said) = _tool.Run("export", report, "-o", "-", "--format", format.Name);
        return $"{code}: {(code == Tool.ExitCode.Done ? format.Name : said)}";
    }

    // Which format is a matter of the input alone, so that it can be tried again.
    private static int Checksum(byte[] input) => input.Aggregate(0, static (sum, value) => (sum + value) & 0xFFFF);
}
