namespace BlockWatch.Benchmarks.Overhead;

/// <summary>What is compared. A line here is all that a new variant needs; the target without a watch is always measured between them.</summary>
internal static class Variants
{
    /// <summary>What the others are compared with: dotnet-trace as it is when nothing is chosen.</summary>
    public static Variant Reference { get; } = new("dotnet-trace", VariantTool.DotnetTrace);

    public static IReadOnlyList<Variant> All { get; } =
    [
        new("blockwatch", VariantTool.BlockWatch),
        new("blockwatch-no-requests", VariantTool.BlockWatch, "--no-requests"),
        new("blockwatch-full", VariantTool.BlockWatch, "--detail", "full"),
        Reference,
        new("dotnet-trace-waits", VariantTool.DotnetTrace, "--clrevents", "waithandle", "--clreventlevel", "verbose"),
    ];

    /// <summary>All that can be chosen: these, other budgets, and the lanes one by one.</summary>
    public static IReadOnlyList<Variant> Choice { get; } =
    [
        .. All,
        new("blockwatch-1%", VariantTool.BlockWatch, "--budget", "1%"),
        new("blockwatch-5%", VariantTool.BlockWatch, "--budget", "5%"),
        .. Lanes.Variants,
    ];
}
