using BlockWatch.EventPipe.NetTrace;
using BlockWatch.EventPipe.NetTrace.Payloads;
using BlockWatch.EventPipe.Sessions;

namespace BlockWatch.EventPipe.Recording;

/// <summary>Events that no trace of ours has, because they hold what may be secret.</summary>
/// <remarks>
/// The session's own event has the target's command line, and a throw the exception's message. Messages that the target logs come to our session, besides those that we ask for, when another tool asks for them at the
/// same time: the filter is one for all sessions.
/// </remarks>
internal static class WithheldEvents
{
    private const string SessionProvider = "Microsoft-DotNETCore-EventPipe";

    public static bool Has(in NetTraceEvent data) => data.Kind.Provider switch
    {
        SessionProvider => true,
        RuntimeProviders.Runtime => data.Kind.EventId == RuntimeEventIds.ExceptionThrown,
        RuntimeProviders.Logging => !LogMessage.TryRead(data, out LogMessage message) || !message.IsOfEndpoint,
        _ => false,
    };
}
