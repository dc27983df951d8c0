namespace BlockWatch.Reports.Diffs.Model;

/// <summary>What became of a place.</summary>
public enum DiffChange
{
    /// <summary>It was not there, and is there too often for chance.</summary>
    New,

    /// <summary>More often or longer than chance explains.</summary>
    Worse,

    /// <summary>It was there too often for chance, and is not there any more.</summary>
    Gone,

    /// <summary>Less often or shorter than chance explains.</summary>
    Better,

    /// <summary>A difference that chance, or what could not be seen, may explain as well.</summary>
    Unclear,

    /// <summary>It tells of the runtime or of nothing known, or the two cannot be compared in it: no change of the code can be read from it.</summary>
    NotJudged,

    /// <summary>No difference that would matter.</summary>
    Same,
}
