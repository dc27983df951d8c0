using System.Globalization;
using BlockWatch.Accuracy.Scenarios;

namespace BlockWatch.Accuracy.Watching;

/// <summary>A row that is to be measured.</summary>
/// <param name="Key">What.</param>
/// <param name="Scenario">Its facts.</param>
/// <param name="Duration">How long to watch.</param>
internal sealed record RowPlan(RowKey Key, DescribedScenario Scenario, TimeSpan Duration)
{
    /// <summary>Requests a second to a healthy server in the target's process; 0 for none.</summary>
    public double Background { get; init; }

    /// <summary>What <c>attach</c> and <c>run</c> are told as <c>--detail</c>.</summary>
    public string Detail { get; init; } = Scenario.Detail;

    /// <summary>The same, as far as the row's way of watching knows of it: a trace has no tasks in it.</summary>
    public string DetailInForce => Key.Mode == WatchMode.Analyze ? DescribedScenario.WithoutDetail : Detail;

    /// <summary>True when the tool has all that the scenario says it needs: otherwise of deadlocks and loops nothing is asked.</summary>
    public bool HasItsDetail => DetailInForce != DescribedScenario.WithoutDetail || Scenario.Detail == DescribedScenario.WithoutDetail;

    /// <summary>True when tasks are followed.</summary>
    public bool SeesTasks => DetailInForce != DescribedScenario.WithoutDetail;

    public string Executable => PublishedTargets.Executable(Key.Runtime);

    /// <summary>Options of the target, besides its end and its truth file.</summary>
    public IReadOnlyList<string> TargetOptions =>
    [
        .. Key.IsTwin ? ["--load", "healthy"] : Array.Empty<string>(),
        .. Background > 0 ? ["--background", Background.ToString(CultureInfo.InvariantCulture)] : Array.Empty<string>(),
    ];

    /// <summary>True when nothing but pauses and starvation may be found.</summary>
    public bool MustBeSilent => Key.IsTwin || Scenario.Kind == ScenarioKind.Healthy;

    /// <summary>Every row of these scenarios, in the order of the table.</summary>
    /// <param name="scenarios">In their order.</param>
    /// <param name="runtimes">In their order.</param>
    /// <param name="modes">A fault that only a launcher sees is not given to the others, and one that no trace tells of not to <c>analyze</c>.</param>
    /// <param name="twins">Whether the healthy twins are measured too.</param>
    /// <param name="duration">Of each watch.</param>
    public static IReadOnlyList<RowPlan> All(
        IReadOnlyList<DescribedScenario> scenarios, IReadOnlyList<int> runtimes, IReadOnlyList<WatchMode> modes, bool twins, TimeSpan duration) =>
    [
        .. from scenario in scenarios
           from isTwin in twins && scenario.HasTwin ? new[] { false, true } : [false]
           from runtime in runtimes
           from mode in modes
           where mode == WatchMode.Run || !scenario.OnlyFromStart
           where mode != WatchMode.Analyze || !scenario.OnlyLive
           select new RowPlan(new RowKey(scenario.Name, runtime, mode, isTwin), scenario, duration),
    ];
}
