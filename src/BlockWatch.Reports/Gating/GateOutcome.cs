namespace BlockWatch.Reports.Gating;

/// <summary>How a gate ended.</summary>
public enum GateOutcome
{
    /// <summary>All could be seen, and nothing of what the gate fails on was there.</summary>
    Passed,

    /// <summary>Something of it was found. It was, whatever else could not be seen.</summary>
    Failed,

    /// <summary>Nothing of it was found, but not everything could be seen: no pass.</summary>
    Undecided,
}
