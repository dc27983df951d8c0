using BlockWatch.Faults.Running;

namespace BlockWatch.Faults.Cases;

/// <summary>A socket's path has at most 108 bytes, the last of which is zero.</summary>
internal sealed class LongSocketPath : IFaultCase
{
    // /dotnet-diagnostic-PID-KEY-socket behind the folder, with seven digits each at most.
    private const int NameLength = 40;
    private const int LongestPath = 107;

    public string Name => "long-socket-path";

    public string Fault => "A target's TMPDIR is so long that its diagnostic socket's path just fits into 108 bytes; another's does not fit";

    public string Expected => "the first is watched: exit code 0, a report; of the second a clear line and exit code 3";

    public async Task RunAsync(FaultScene scene)
    {
        using TemporaryFolder folder = new();
        Watch fits = await AttachAsync(scene, LongPath(folder, LongestPath - NameLength));
        await scene.EndsAsync(fits, exitCode: 0);
        Watch tooLong = await AttachAsync(scene, LongPath(folder, LongestPath + 10));
        await scene.EndsAsync(tooLong, exitCode: 3, withReport: false);
        scene.Check(tooLong.Said.Contains("cannot be watched", StringComparison.Ordinal), $"it says: {tooLong.Said}");
    }

    private static Task<Watch> AttachAsync(FaultScene scene, string temporary) =>
        scene.WatchAnotherAsync(new Dictionary<string, string?> { ["TMPDIR"] = Directory.CreateDirectory(temporary).FullName });

    private static string LongPath(TemporaryFolder folder, int length) => folder.Combine(new string('x', Math.Max(1, length - folder.Path.Length - 1)));
}
