namespace BlockWatch.Reports.Diffs.Model;

/// <summary>Two reports in one word.</summary>
public enum DiffVerdict
{
    /// <summary>No place is new, gone, worse or better.</summary>
    NoChange,

    /// <summary>At least one is.</summary>
    Changed,

    /// <summary>None is, but not everything could be seen.</summary>
    Undecided,
}
