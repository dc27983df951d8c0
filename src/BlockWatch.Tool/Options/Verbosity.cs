namespace BlockWatch.Tool.Options;

/// <summary>How much text a watch prints. Reports and JSON lines do not depend on it.</summary>
internal enum Verbosity
{
    /// <summary>Errors only.</summary>
    Quiet = -1,

    /// <summary>Stalls as they are found, at most one line a second for a site, and the summary.</summary>
    Normal = 0,

    /// <summary>Every stall, with its stack; internal errors with theirs.</summary>
    Detailed = 1,
}
