using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using BlockWatch.Faults.Running;

namespace BlockWatch.Faults.Cases;

/// <summary>SIGKILL while a command starts under watch: its runtime waits for blockwatch then.</summary>
internal sealed class RunKilledAnyTime : IFaultCase
{
    private const int Kills = 20;

    // Of which the runtime waits some tens to hundreds of milliseconds.
    private static readonly TimeSpan Latest = TimeSpan.FromSeconds(1.2);

    private static readonly TimeSpan Answers = TimeSpan.FromSeconds(10);

    public string Name => "run-killed-any-time";

    public string Fault => $"blockwatch run gets SIGKILL at {Kills} random moments of its first {Latest.TotalSeconds} s, while its command starts";

    public string Expected => "a command that was started runs and answers requests: it does not stay suspended";

    // So many starts have all processors.
    public TargetPlan Target => new() { LongestAnswer = null };

    public async Task RunAsync(FaultScene scene)
    {
        int started = 0;
        for (int i = 0; i < Kills; i++)
        {
            int port = FreePort();
            await using ProcessRun run = ProcessRun.Start(scene.Tool.Command(
                "run", "--quiet", "--", PublishedTargets.Executable(scene.Runtime), TargetPlan.Obedient, "--seconds", "20", "--port", port.ToString(CultureInfo.InvariantCulture)));
            await Task.Delay(Latest * scene.Random.NextDouble());
            run.Send(Signal.Kill);
            if (await CommandAsync(port) is not { } command)
            {
                continue;
            }

            started++;
            scene.Check(await AnswersAsync(port), FormattableString.Invariant($"the command that was started the {i + 1}. time does not answer"));
            Signals.Send(command, Signal.Kill);
        }

        scene.Times = Kills;
        scene.Check(started > 0, "no command was started before the kill");
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    // Null when blockwatch was killed before it started one.
    private static async Task<int?> CommandAsync(int port)
    {
        string text = port.ToString(CultureInfo.InvariantCulture);
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < TimeSpan.FromMilliseconds(300);)
        {
            if (RunningProcesses.With(words => words.Count > 2 && words[0].EndsWith("SampleTargets", StringComparison.Ordinal) && words[^1] == text) is [var id, ..])
            {
                return id;
            }

            await Task.Delay(TestTimeouts.Poll);
        }

        return null;
    }

    private static async Task<bool> AnswersAsync(int port)
    {
        using HttpClient client = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = Answers };
        Uri address = new(FormattableString.Invariant($"http://127.0.0.1:{port}/ok"));
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < Answers;)
        {
            try
            {
                return await client.GetStringAsync(address) == "ok";
            }
            catch (HttpRequestException)
            {
                // Not yet.
                await Task.Delay(TestTimeouts.Poll);
            }
        }

        return false;
    }
}
