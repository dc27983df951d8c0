using System.Diagnostics;
using System.Globalization;
using BlockWatch.Detection.Session;
using BlockWatch.EventPipe.Tests.Targets;
using BlockWatch.EventPipe.Watching;
using BlockWatch.TestKit;
using BlockWatch.TestKit.Watching;

namespace BlockWatch.EventPipe.Tests.Watching;

/// <summary>A command that starts an application in the background and exits before the application's runtime has connected.</summary>
public sealed class LaunchedServiceTests : IDisposable
{
    // The application is not started before the shell is gone.
    private const string InBackground = "(while kill -0 $$ 2>/dev/null; do sleep 0.02; done; exec \"$@\") & echo $! > \"$0\"";

    private readonly TemporaryFolder _folder = new();

    private string IdFile => _folder.Combine("id");

    private string Marker => _folder.Combine("ran");

    public void Dispose()
    {
        EndService();
        _folder.Dispose();
    }

    [LinuxFact]
    public Task It_goes_on_and_is_watched() => StartAsync(output: null);

    // What it writes is ours to take, and it writes nothing before it goes on.
    [LinuxFact]
    public Task It_goes_on_also_where_its_output_is_waited_for() => StartAsync(new MemoryStream());

    private async Task StartAsync(Stream? output)
    {
        var launch = new LaunchOptions("/bin/sh", ["-c", InBackground, IdFile, .. DotNetChild.CommandLine, DotNetChild.Mark, Marker]) { Output = output };
        Task<LaunchResult> run = LaunchedWatch.RunAsync(launch, new WatchOptions(), new SilentObserver(), _ => { }, () => { }, CancellationToken.None);
        await Task.Run(() => Eventually.True(() => File.Exists(Marker), "the application's main method runs"));

        LaunchResult result = await run.WithinLimit();
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(SessionEnd.TargetExited, result.Watch.Session.End);
    }

    private void EndService()
    {
        try
        {
            using Process service = Process.GetProcessById(int.Parse(File.ReadAllText(IdFile), CultureInfo.InvariantCulture));
            service.Kill();
        }
        catch (ArgumentException)
        {
            // It has ended by itself.
        }
    }
}
