namespace SampleTargets.Running;

/// <summary>What is to be expected of a scenario, for whoever measures what blockwatch says of it.</summary>
/// <param name="Kind">What blockwatch owes it.</param>
/// <param name="Rules">The ids of the rules that are to find something, and no other of BW0001 to BW0006.</param>
/// <param name="HasTwin">Whether <c>--load healthy</c> does the same work without the fault.</param>
/// <param name="OnlyFromStart">Only who launches the program can see or name the fault: it is over before anything could attach, or the JIT inlines its method away.</param>
/// <param name="OnlyLive">Only who watches the process can tell: what the operating system wrote down of its threads is in no trace.</param>
/// <param name="Detail">What the tool has to be told as <c>--detail</c>, so that it can see all of it.</param>
internal sealed record ScenarioFacts(
    ScenarioKind Kind, IReadOnlyList<string> Rules, bool HasTwin = true, bool OnlyFromStart = false, bool OnlyLive = false, string Detail = "off")
{
    /// <summary>Tasks are followed all the time.</summary>
    public const string FullDetail = "full";

    public static ScenarioFacts Faulty(params string[] rules) => new(ScenarioKind.Faulty, rules);

    public static ScenarioFacts Healthy { get; } = new(ScenarioKind.Healthy, [], HasTwin: false);

    public static ScenarioFacts BlindSpot { get; } = new(ScenarioKind.BlindSpot, [], HasTwin: false);
}
