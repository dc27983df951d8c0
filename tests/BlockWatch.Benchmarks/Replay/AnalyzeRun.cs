using System.Diagnostics;
using BlockWatch.Benchmarks.Processes;
using BlockWatch.Benchmarks.Watching;
using BlockWatch.TestKit;
using BlockWatch.TestKit.Processes;

namespace BlockWatch.Benchmarks.Replay;

/// <summary>One <c>blockwatch analyze</c>, measured from outside.</summary>
internal static class AnalyzeRun
{
    // What the process used in its last moments is not in the figures.
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    /// <exception cref="InvalidOperationException">The command failed, or was over before it could be looked at.</exception>
    public static async Task<ReplayRow> MeasureAsync(string trace)
    {
        using TemporaryFolder folder = new();
        string temporary = Directory.CreateDirectory(folder.Combine("tmp")).FullName;
        string report = folder.Combine("report.json");
        ProcessCommand command = new(DotnetCommand.Executable, WatchProcess.ToolPath, "analyze", trace, "--quiet", "-o", report)
        {
            Environment = new Dictionary<string, string?> { ["TMPDIR"] = temporary },
        };
        long started = Stopwatch.GetTimestamp();
        await using ProcessRun run = ProcessRun.Start(command);
        ProcReading? last = null;
        long mostBytes = 0;
        while (!run.HasExited)
        {
            last = ProcReading.Of(run.ProcessId) ?? last;
            mostBytes = Math.Max(mostBytes, BytesIn(temporary));
            await Task.Delay(Poll);
        }

        double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        ProcessResult result = await run.WaitAsync(TestTimeouts.Kill);
        if (last is null || !File.Exists(report))
        {
            throw new InvalidOperationException(result.ToString());
        }

        return new ReplayRow
        {
            TraceMb = new FileInfo(trace).Length / 1e6,
            Seconds = seconds,
            CpuSeconds = last.CpuMs / 1000,
            PeakRssMb = last.PeakRssMb,
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
