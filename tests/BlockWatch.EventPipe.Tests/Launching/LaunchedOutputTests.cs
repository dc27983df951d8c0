using System.Diagnostics;
using System.Globalization;
using BlockWatch.EventPipe.Tests.Watching;
using BlockWatch.EventPipe.Watching;
using BlockWatch.TestKit;
using BlockWatch.TestKit.Watching;

namespace BlockWatch.EventPipe.Tests.Launching;

/// <summary>A command that exits and leaves something running that has its output.</summary>
public sealed class LaunchedOutputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly MemoryStream _output = new();
    private readonly LaunchOptions _launch;
    private int _exits;

    public LaunchedOutputTests()
    {
        _launch = new LaunchOptions("/bin/sh", ["-c", "sleep 1200 & echo $! > \"$0\"; echo done; exit 3", IdFile]) { Output = _output };
    }

    private string IdFile => _folder.Combine("id");

    private string Output => System.Text.Encoding.UTF8.GetString(_output.ToArray());

    public void Dispose()
    {
        using Process left = Left();
        left.Kill();
        _folder.Dispose();
    }

    [LinuxFact]
    public async Task Who_has_the_output_does_not_hold_the_end()
    {
        WatchException nothing = await Assert.ThrowsAsync<WatchException>(() => LaunchedWatch.RunAsync(
            _launch, new WatchOptions(), new SilentObserver(), _ => { }, () => _exits++, CancellationToken.None).WithinLimit());

        AssertHasEnded(nothing);
    }

    [LinuxFact]
    public async Task Who_has_the_output_does_not_hold_the_end_of_a_watch_of_several()
    {
        using var watches = new PlayedWatches();
        WatchException nothing = await Assert.ThrowsAsync<WatchException>(() => LaunchedWatchSet.RunAsync(
            _launch, new WatchOptions(), watches, _ => { }, () => _exits++, CancellationToken.None).WithinLimit());

        AssertHasEnded(nothing);
    }

    private void AssertHasEnded(WatchException nothing)
    {
        Assert.Contains("exited with code 3", nothing.Message, StringComparison.Ordinal);
        Assert.Equal("done\n", Output);
        Assert.Equal(1, _exits);
        using Process left = Left();
        Assert.False(left.HasExited);
    }

    private Process Left() => Process.GetProcessById(int.Parse(File.ReadAllText(IdFile), CultureInfo.InvariantCulture));
}
