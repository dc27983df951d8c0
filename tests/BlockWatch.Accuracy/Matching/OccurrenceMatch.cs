namespace BlockWatch.Accuracy.Matching;

/// <summary>What the tool says of one occurrence of the truth file.</summary>
internal sealed record OccurrenceMatch
{
    public required TruthOccurrence Truth { get; init; }

    /// <summary>The closed stall in which it lies, or the deadlock that it is in; null when it was missed, and for lost tasks, which have no line.</summary>
    public LiveLine? Stall { get; init; }

    /// <summary>What the tool says of it: the part of that stall that agrees best with the occurrence, the step of that deadlock, or the finding of lost tasks; null when nothing explains the stall.</summary>
    public LivePart? Part { get; init; }

    public MethodMatch Method { get; init; }

    public LineMatch Line { get; init; }

    public bool IsFound => Stall is not null || Part is not null;

    public bool IsUnexplained => IsFound && Part is null;

    public bool IsRuleRight => Part is not null && Part.RuleId == Rules.Of(Truth);

    /// <summary>False for a lost task: it is no statement.</summary>
    public bool HasLine => Truth.Line > 0;

    public bool IsLineRight => !HasLine || Line != LineMatch.None;

    public bool IsMethodRight => Method == MethodMatch.Same || (Method == MethodMatch.Inside && IsLineRight);

    /// <summary>True when the stall has the very callers that the truth has.</summary>
    public bool IsChainRight => Truth.Chain is { } chain && Stall?.Chain is { } told && chain.SequenceEqual(told.Select(link => MethodNames.Bare(link.Method)));

    public bool IsSiteRight => IsRuleRight && IsMethodRight;
}
