using System.Diagnostics.Tracing;
using BlockWatch.Faults.Running;
using Microsoft.Diagnostics.NETCore.Client;

namespace BlockWatch.Faults.Cases;

/// <summary>Others have all sessions that a runtime has.</summary>
internal sealed class SessionsTaken : IFaultCase
{
    private const int Most = 64;

    public string Name => "all-sessions-taken";

    public string Fault => "Another tool has all 64 sessions of the target; blockwatch attaches";

    public string Expected => "exit code 3 and a line that says so; nothing of the other's is touched";

    public async Task RunAsync(FaultScene scene)
    {
        DiagnosticsClient client = new(scene.Target.ProcessId);
        List<EventPipeSession> taken = [];
        List<Task> read = [];
        try
        {
            for (int i = 0; i < Most; i++)
            {
                EventPipeSession session = client.StartEventPipeSession([new EventPipeProvider("Nothing-At-All", EventLevel.Critical)], requestRundown: false);
                taken.Add(session);

                // As a tool does: one that nobody reads is not ended, the runtime waits for its reader.
                read.Add(session.EventStream.CopyToAsync(Stream.Null));
            }

            Watch watch = scene.Attach();
            await scene.EndsAsync(watch, exitCode: 3, withReport: false);
            scene.Check(watch.Said.Contains("64 sessions", StringComparison.Ordinal), $"it says: {watch.Said}");
        }
        finally
        {
            foreach (EventPipeSession session in taken)
            {
                // The runtime sees a closed connection only when it has something to write, and these have nothing.
                await session.StopAsync(CancellationToken.None);
            }

            await Task.WhenAll(read);
            taken.ForEach(static session => session.Dispose());
        }
    }
}
