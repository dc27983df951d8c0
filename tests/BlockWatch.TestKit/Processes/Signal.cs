namespace BlockWatch.TestKit.Processes;

/// <summary>The signals that the tests send, by their numbers on Linux and macOS.</summary>
public enum Signal
{
    /// <summary>Asks nothing of the process: fails when there is none.</summary>
    None = 0,

    /// <summary>Ctrl+C.</summary>
    Interrupt = 2,

    /// <summary>Cannot be caught.</summary>
    Kill = 9,

    /// <summary>The polite end.</summary>
    Terminate = 15,
}
