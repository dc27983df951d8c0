using System.Globalization;
using BlockWatch.Benchmarks.Results;
using BlockWatch.TestKit;

namespace BlockWatch.Benchmarks.Replay;

/// <summary>How fast <c>analyze</c> reads traces, and how much memory it needs, against their size.</summary>
internal static class ReplayBenchmark
{
    // The trace itself, its rundown, and room for the others.
    private const double DiskForEachByte = 2;

    public static async Task<int> RunAsync(ReplayOptions options)
    {
        ResultFile result = new("replay", options.Run);
        using TemporaryFolder own = new();
        string folder = options.Folder is null ? own.Path : Directory.CreateDirectory(options.Folder).FullName;
        TraceMaker maker = new(folder, options.Rate);
        List<ReplayRow> rows = [];
        foreach (int size in options.SizesMb)
        {
            double needed = size * 1e6 * DiskForEachByte;
            if (Math.Min(FreeBytes(folder), FreeBytes(Path.GetTempPath())) < needed)
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {size} MB: left out, {needed / 1e9:F1} GB must be free on the disks of {folder} and {Path.GetTempPath()}"));
                continue;
            }

            string trace = await maker.MakeAsync(size);
            try
            {
                rows.Add(await AnalyzeRun.MeasureAsync(trace));
                Console.WriteLine(rows[^1].Describe());
                result.Write(rows);
            }
            catch (InvalidOperationException e)
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {size} MB: FAILED: {e.Message}"));
            }

            if (options.Folder is null)
            {
                File.Delete(trace);
            }
        }

        Console.WriteLine($"load average at the end {Machine.LoadAverage()}");
        return rows.Count == options.SizesMb.Count && rows.TrueForAll(row => row.IsWhole) ? 0 : 1;
    }

    private static long FreeBytes(string folder) => new DriveInfo(Path.GetFullPath(folder)).AvailableFreeSpace;
}
