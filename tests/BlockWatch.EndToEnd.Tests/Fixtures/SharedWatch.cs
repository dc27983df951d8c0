namespace BlockWatch.EndToEnd.Tests.Fixtures;

/// <summary>A watch that is over, of a target that has ended: several tests look at it, none changes it.</summary>
/// <param name="Runtime">8, 9 or 10.</param>
/// <param name="Scenario">What the target ran.</param>
/// <param name="Duration">How long it was watched.</param>
/// <param name="ProcessId">The target's.</param>
/// <param name="Truth">All that the target wrote down, from its start to its end.</param>
/// <param name="Watch">What the tool said.</param>
public sealed record SharedWatch(
    int Runtime, string Scenario, TimeSpan Duration, int ProcessId, IReadOnlyList<TruthOccurrence> Truth, FinishedWatch Watch)
{
    public ReportDocument Report => Watch.Report;
}
