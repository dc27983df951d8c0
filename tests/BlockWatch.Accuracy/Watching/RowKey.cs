namespace BlockWatch.Accuracy.Watching;

/// <summary>What one row of the table measures.</summary>
/// <param name="Scenario">Its name.</param>
/// <param name="Runtime">Major version of .NET.</param>
/// <param name="Mode">Which command watches.</param>
/// <param name="IsTwin">The scenario's healthy twin instead of its fault.</param>
internal sealed record RowKey(string Scenario, int Runtime, WatchMode Mode, bool IsTwin)
{
    public override string ToString() =>
        FormattableString.Invariant($"{Scenario}{(IsTwin ? " (twin)" : "")} .NET {Runtime} {Mode.ToString().ToLowerInvariant()}");
}
