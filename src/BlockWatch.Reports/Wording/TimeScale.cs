namespace BlockWatch.Reports.Wording;

/// <summary>In which scale durations are shown to people.</summary>
public enum TimeScale
{
    /// <summary>The machine's.</summary>
    Machine,

    /// <summary>The machine's, followed by what it would be at human scale (<see cref="HumanScale"/>).</summary>
    Human,
}
