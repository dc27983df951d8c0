namespace SampleTargets.Running;

/// <summary>What blockwatch owes a scenario.</summary>
internal enum ScenarioKind
{
    /// <summary>Blocks pool threads: every occurrence in the truth file that holds one is to be found.</summary>
    Faulty,

    /// <summary>Blocks nothing: no finding.</summary>
    Healthy,

    /// <summary>Has a fault that blockwatch cannot see, or has no rule for yet; the docs say so.</summary>
    BlindSpot,
}
