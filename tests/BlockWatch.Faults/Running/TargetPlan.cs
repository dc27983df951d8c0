namespace BlockWatch.Faults.Running;

/// <summary>The target that a case wants.</summary>
internal sealed record TargetPlan
{
    /// <summary>Healthy, and does to itself what it is asked to.</summary>
    public const string Obedient = "obedient";

    /// <summary>Stalls all the time, so that bursts are taken.</summary>
    public const string Stalling = "five-faults";

    public string Scenario { get; init; } = Obedient;

    /// <summary>Requests a second that it answers to itself.</summary>
    public int Rate { get; init; } = 200;

    /// <summary>Set over the suite's own environment.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>Null: the case slows the target itself, by what it does to it.</summary>
    public TimeSpan? LongestAnswer { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>True when requests may go unanswered by what the case does to the target itself.</summary>
    public bool MayFailRequests { get; init; }
}
