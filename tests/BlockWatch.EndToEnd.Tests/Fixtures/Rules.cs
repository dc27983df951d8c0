namespace BlockWatch.EndToEnd.Tests.Fixtures;

/// <summary>Rules by what they accuse.</summary>
internal static class Rules
{
    /// <summary>Those that name a frame of the user's as the one that blocks.</summary>
    public static IReadOnlyList<string> OfSites { get; } = ["BW0001", "BW0002", "BW0003", "BW0004", "BW0005", "BW0006"];
}
