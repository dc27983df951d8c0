namespace BlockWatch.Reports.Html.Findings;

/// <summary>All that the page shows of a finding, in words: the page's text and the page's data are both made of it, so that they agree.</summary>
internal sealed record FindingView
{
    public required string Rule { get; init; }

    /// <summary><c>info</c>, <c>warning</c> or <c>error</c>.</summary>
    public required string Severity { get; init; }

    public required string Title { get; init; }

    /// <summary>File name and line of the user's frame; null when not known.</summary>
    public required string? ShortPlace { get; init; }

    /// <summary>The same with the whole path.</summary>
    public required string? Place { get; init; }

    /// <summary>The table's numbers in words: stalls, total, p95, max, and the latter at human scale when that was asked for.</summary>
    public required IReadOnlyList<string> Cells { get; init; }

    /// <summary>The first four as numbers, to sort by.</summary>
    public required IReadOnlyList<double> Values { get; init; }

    /// <summary>Of all stalled time, 0 to 1.</summary>
    public required double Share { get; init; }

    public required IReadOnlyList<FactView> Facts { get; init; }

    public required IReadOnlyList<SourceView> Sources { get; init; }

    public required IReadOnlyList<ChainView> Chains { get; init; }

    public required IReadOnlyList<ListView> Lists { get; init; }

    public required IReadOnlyList<StackView> Stacks { get; init; }

    /// <summary>Where the threads were that held the lock.</summary>
    public required IReadOnlyList<StackView> Owners { get; init; }
}
