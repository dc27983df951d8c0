namespace BlockWatch.Reports.Diffs.Model;

/// <summary>How it was judged, so that the judgement can be repeated.</summary>
public sealed record DiffMethod
{
    /// <summary>Always <c>poisson-conditional</c>.</summary>
    public required string CountTest { get; init; }

    /// <summary>Always <c>log-median-z</c>.</summary>
    public required string LengthTest { get; init; }

    /// <summary>Always <c>holm</c>.</summary>
    public required string Correction { get; init; }

    /// <summary>The probability of one false alarm or more in the whole comparison, where the tests' models hold.</summary>
    public required double Alpha { get; init; }

    /// <summary>A smaller change is none, however sure.</summary>
    public required double MinimumRatio { get; init; }

    /// <summary>The same where a count rests on samples.</summary>
    public required double MinimumRatioSampled { get; init; }

    /// <summary>How many tests were made.</summary>
    public required int Tests { get; init; }

    /// <summary><c>time</c>, and <c>workItems</c> when both reports counted them: a change must hold by each.</summary>
    public required IReadOnlyList<string> NormalisedBy { get; init; }
}
