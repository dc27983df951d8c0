using BlockWatch.EventPipe.NetTrace;
using BlockWatch.EventPipe.Sessions;
using Microsoft.Diagnostics.NETCore.Client;

namespace BlockWatch.EventPipe.Methods;

/// <summary>Gets the list of all methods and modules that the target has now, from the rundown at a session's end.</summary>
internal static class MethodListing
{
    // A large application takes seconds to list its methods; longer than this, and we go on with what has come.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Fills the maps; returns when the list is complete.</summary>
    /// <param name="client">The target.</param>
    /// <param name="events">Reads the methods.</param>
    /// <param name="threads">Reads the threads, which are listed for it; null to do without.</param>
    /// <returns>False when the list broke off: some frames will then have no name.</returns>
    public static async Task<bool> ReadAsync(DiagnosticsClient client, MethodEventReader events, Action<EventDispatch>? threads = null)
    {
        using SessionReader reader = SessionReader.Open(client, SessionPlan.MethodList(withThreads: threads is not null), "blockwatch method list", session =>
        {
            var source = new EventDispatch();
            events.Subscribe(source);
            threads?.Invoke(source);
            NetTraceReader.ReadLive(session.EventStream, source);
        });
        return await reader.StopAsync(Patience).ConfigureAwait(false) && await reader.Drained.ConfigureAwait(false) is null;
    }
}
