namespace BlockWatch.Accuracy.Matching;

/// <summary>How a reported line agrees with that of the truth file.</summary>
internal enum LineMatch
{
    None,

    /// <summary>In the statement before it, or in an earlier line of the same statement.</summary>
    StatementBefore,

    Same,
}
