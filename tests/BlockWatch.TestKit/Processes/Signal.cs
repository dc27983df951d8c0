namespace BlockWatch.TestKit.Processes;

/// <summary>The signals that the tests send, by their numbers on Linux; but for the last two they are the same on macOS.</summary>
public enum Signal
{
    /// <summary>Asks nothing of the process: fails when there is none.</summary>
    None = 0,

    /// <summary>The terminal is gone.</summary>
    Hangup = 1,

    /// <summary>Ctrl+C.</summary>
    Interrupt = 2,

    /// <summary>Cannot be caught.</summary>
    Kill = 9,

    /// <summary>The polite end.</summary>
    Terminate = 15,

    /// <summary>Goes on after <see cref="Stop"/>.</summary>
    Continue = 18,

    /// <summary>Stops it; cannot be caught.</summary>
    Stop = 19,
}
