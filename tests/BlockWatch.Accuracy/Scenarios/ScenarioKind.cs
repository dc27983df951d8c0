namespace BlockWatch.Accuracy.Scenarios;

/// <summary>What blockwatch owes a scenario, as the sample targets say it.</summary>
internal enum ScenarioKind
{
    Faulty,
    Healthy,
    BlindSpot,
}
