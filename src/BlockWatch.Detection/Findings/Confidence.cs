namespace BlockWatch.Detection.Findings;

/// <summary>How sure the finding's cause is.</summary>
public enum Confidence
{
    /// <summary>Few samples, or a part of the stack was missing.</summary>
    Possible,

    /// <summary>Samples inside the stall agree.</summary>
    Likely,

    /// <summary>An event spans the wait, or at least three samples in each of several stalls agree.</summary>
    Certain,
}
