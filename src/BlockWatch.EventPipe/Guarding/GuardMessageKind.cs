namespace BlockWatch.EventPipe.Guarding;

/// <summary>What the watchdog is to do with a socket.</summary>
internal enum GuardMessageKind
{
    /// <summary>Let go of what it holds under this id.</summary>
    Release,

    /// <summary>A session's connection: shut it down when the parent is stopped.</summary>
    Session,

    /// <summary>A reverse port: answer at it when the parent is gone.</summary>
    Port,
}
