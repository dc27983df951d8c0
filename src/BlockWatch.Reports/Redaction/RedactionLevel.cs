namespace BlockWatch.Reports.Redaction;

/// <summary>How much of a target a report may tell. Each level leaves out what the one before it does. docs/security.md is their contract.</summary>
public enum RedactionLevel
{
    /// <summary>Everything that was asked for, with every path as it was seen.</summary>
    None,

    /// <summary>Paths outside the project are their file names. What a report is written with when nobody says otherwise.</summary>
    Outside,

    /// <summary>No path of any machine: the project's files are relative to its root, all others their names. No command line.</summary>
    Paths,

    /// <summary>Of the target only its code: no endpoints, no names of threads, no words of its operators either.</summary>
    All,
}
