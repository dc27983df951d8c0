using BlockWatch.Benchmarks.Watching;
using BlockWatch.TestKit;

namespace BlockWatch.Benchmarks.Replay;

/// <summary>One <c>blockwatch analyze</c>, measured from outside.</summary>
internal static class AnalyzeRun
{
    /// <exception cref="InvalidOperationException">The command failed, or was over before it could be looked at.</exception>
    public static async Task<ReplayRow> MeasureAsync(string trace)
    {
        using TemporaryFolder folder = new();
        string temporary = Directory.CreateDirectory(folder.Combine("tmp")).FullName;
        string report = folder.Combine("report.json");
        long mostBytes = 0;
        ToolRun run = await ToolRun.MeasureAsync(
            ["analyze", trace, "--quiet", "-o", report],
            new Dictionary<string, string?> { ["TMPDIR"] = temporary },
            () => mostBytes = Math.Max(mostBytes, BytesIn(temporary)));
        if (!File.Exists(report))
        {
            throw new InvalidOperationException(run.Result.ToString());
        }

        return new ReplayRow
        {
            TraceMb = new FileInfo(trace).Length / 1e6,
            Seconds = run.Seconds,
            CpuSeconds = run.Last.CpuMs / 1000,
            PeakRssMb = run.Last.PeakRssMb,
            TemporaryMb = mostBytes / 1e6,
            Outcome = await ReportFile.ReadAsync(report),
        };
    }

    private static long BytesIn(string folder)
    {
        long bytes = 0;
        foreach (string file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            try
            {
                bytes += new FileInfo(file).Length;
            }
            catch (FileNotFoundException)
            {
                // It was deleted just now.
            }
        }

        return bytes;
    }
}
