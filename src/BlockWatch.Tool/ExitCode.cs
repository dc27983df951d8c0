namespace BlockWatch.Tool;

/// <summary>What blockwatch tells its caller. <c>run</c> passes its command's own code through instead.</summary>
internal enum ExitCode
{
    /// <summary>Done; findings are no failure.</summary>
    Done = 0,

    /// <summary>A gate that the user set (<c>--fail-on</c>) failed.</summary>
    GateFailed = 1,

    /// <summary>Wrong usage: nothing was watched, nothing was written.</summary>
    Usage = 2,

    /// <summary>The target or the environment said no.</summary>
    Refused = 3,

    /// <summary>Nothing that the gate fails on was found, but not everything could be seen: no pass.</summary>
    GateUndecided = 4,

    /// <summary>A bug of blockwatch (EX_SOFTWARE of sysexits.h).</summary>
    InternalError = 70,

    /// <summary>A second Ctrl+C: out at once, 128 + SIGINT as shells count.</summary>
    Interrupted = 130,
}
