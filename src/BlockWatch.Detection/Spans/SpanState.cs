namespace BlockWatch.Detection.Spans;

/// <summary>What is known of a thread's work.</summary>
internal enum SpanState : byte
{
    /// <summary>No span event since the session began or since events were lost: it may run a work item or not.</summary>
    Unknown,

    /// <summary>It runs no work item.</summary>
    Idle,

    /// <summary>It runs a work item: a span is open.</summary>
    Running,
}
