using BlockWatch.EventPipe.Sessions;
using Microsoft.Diagnostics.NETCore.Client;

namespace BlockWatch.Benchmarks.Micro;

/// <summary>The bytes of a spans session on this very process while it ran a known number of work items.</summary>
internal static class OwnSession
{
    // A session whose stop nobody answers ends here.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <param name="workItems">How many are queued; the pool of an idle process adds a few of its own.</param>
    public static byte[] Record(int workItems) => RecordAsync(workItems).WaitAsync(Patience).GetAwaiter().GetResult();

    private static async Task<byte[]> RecordAsync(int workItems)
    {
        using EventPipeSession session = await new DiagnosticsClient(Environment.ProcessId)
            .StartEventPipeSessionAsync(SessionPlan.Spans(Environment.Version.Major, withRequests: false), CancellationToken.None);
        using MemoryStream bytes = new();
        Task copied = session.EventStream.CopyToAsync(bytes);
        using (CountdownEvent left = new(workItems))
        {
            for (int i = 0; i < workItems; i++)
            {
                ThreadPool.UnsafeQueueUserWorkItem(static counter => counter.Signal(), left, preferLocal: false);
            }

            left.Wait(Patience);
        }

        await session.StopAsync(CancellationToken.None);
        await copied;
        return bytes.ToArray();
    }
}
