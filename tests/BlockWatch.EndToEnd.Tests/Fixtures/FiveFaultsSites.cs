namespace BlockWatch.EndToEnd.Tests.Fixtures;

/// <summary>What the scenario five-faults must give: rule, method and line of each fault, from its source.</summary>
internal static class FiveFaultsSites
{
    private const string File = "FiveFaults.cs";
    private const string Type = "SampleTargets.Scenarios.FiveFaults";

    public static IReadOnlyList<ExpectedSite> All { get; } =
    [
        Site("BW0001", "ResultAsync"),
        Site("BW0003", "LockAsync"),
        Site("BW0004", "SleepAsync"),
        Site("BW0005", "FileAsync"),
        Site("BW0006", "ShaAsync"),
    ];

    public static string FileMethod => $"{Type}.FileAsync";

    public static string LockMethod => $"{Type}.LockAsync";

    /// <summary>Where the lock's owner sleeps meanwhile: no finding, but the lock's evidence.</summary>
    public static string OwnerMethod => $"{Type}.HoldLock";

    private static ExpectedSite Site(string rule, string method) => new(rule, $"{Type}.{method}", File, MarkedLine.In(File, method));
}
