using System.Globalization;
using BlockWatch.Faults.Running;

namespace BlockWatch.Faults.Cases;

/// <summary>Sockets of processes that were killed lie about.</summary>
internal sealed class StaleSockets : IFaultCase
{
    private const int Dead = 5;

    public string Name => "stale-sockets";

    public string Fault => $"{Dead} targets were killed and left their sockets behind; blockwatch ps, then an attach to one of the dead";

    public string Expected => "ps lists none of them and exits with 0; the attach exits with 3 and a clear line";

    public async Task RunAsync(FaultScene scene)
    {
        List<int> dead = [];
        for (int i = 0; i < Dead; i++)
        {
            await using SampleTarget target = await SampleTarget.StartAsync(PublishedTargets.Executable(scene.Runtime), TargetPlan.Obedient);
            target.Kill();
            await target.WaitAsync(TestTimeouts.Kill);
            dead.Add(target.ProcessId);
        }

        ProcessResult ps = await scene.Tool.RunAsync("ps");
        scene.Check(ps.ExitCode == 0, ps.ToString());
        scene.Check(!dead.Exists(id => ps.Output.Contains(id.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)), "ps lists a dead process");
        Watch watch = scene.Add(Watch.Start(scene.Tool, dead[0]));
        await scene.EndsAsync(watch, exitCode: 3, withReport: false);
        scene.Check(watch.Said.Contains("no process has the id", StringComparison.Ordinal), $"it says: {watch.Said}");
        foreach (string socket in dead.SelectMany(SocketsOf))
        {
            File.Delete(socket);
        }
    }

    private static string[] SocketsOf(int id) => Directory.GetFiles(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"dotnet-diagnostic-{id}-*"));
}
