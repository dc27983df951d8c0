namespace BlockWatch.Accuracy.Matching;

/// <summary>What the tool says of one occurrence of the truth file.</summary>
internal sealed record OccurrenceMatch
{
    public required TruthOccurrence Truth { get; init; }

    /// <summary>The closed stall in which it lies; null: it was missed.</summary>
    public LiveLine? Stall { get; init; }

    /// <summary>The part of that stall that agrees best with the occurrence; null when nothing explains the stall.</summary>
    public LivePart? Part { get; init; }

    public MethodMatch Method { get; init; }

    public LineMatch Line { get; init; }

    public bool IsFound => Stall is not null;

    public bool IsUnexplained => IsFound && Part is null;

    public bool IsRuleRight => Part is not null && Part.RuleId == Rules.Of(Truth.Category);

    public bool IsLineRight => Line != LineMatch.None;

    public bool IsMethodRight => Method == MethodMatch.Same || (Method == MethodMatch.Inside && IsLineRight);

    /// <summary>True when the stall has the very callers that the truth has.</summary>
    public bool IsChainRight => Truth.Chain is { } chain && Stall?.Chain is { } told && chain.SequenceEqual(told.Select(link => MethodNames.Bare(link.Method)));

    public bool IsSiteRight => IsRuleRight && IsMethodRight;
}
