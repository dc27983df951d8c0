namespace BlockWatch.Accuracy.Results;

/// <summary>A figure that the tool is held to.</summary>
/// <param name="Name">As in the table.</param>
/// <param name="Figure">Taken from totals; null when there was nothing to take it from.</param>
/// <param name="Bound">At least that, or at most.</param>
/// <param name="IsUpper">True: at most.</param>
/// <param name="IsOptional">True: it is no miss when there was nothing to take it from.</param>
internal sealed record Target(string Name, Func<Figures, double?> Figure, double Bound, bool IsUpper = false, bool IsOptional = false)
{
    /// <summary>From .NET 9 on.</summary>
    public static IReadOnlyList<Target> Usual { get; } =
    [
        new("recall of stalls", figures => figures.Stalls.Value, 0.98),
        new("recall of sites", figures => figures.Sites.Value, 1.00),
        new("precision of sites", figures => figures.Precise.Value, 0.99),
        new("right rule", figures => figures.Rule.Value, 0.97),
        new("right method", figures => figures.Method.Value, 0.98),
        new("right line", figures => figures.Line.Value, 0.97),
        new("duration error p50", figures => figures.DurationErrorP50, 0.02, IsUpper: true, IsOptional: true),
        new("duration error p95", figures => figures.DurationErrorP95, 0.10, IsUpper: true, IsOptional: true),
        new("right chain of callers", figures => figures.Chain.Value, 0.95, IsOptional: true),
    ];

    /// <summary>.NET 8 has no wait events and no cheap spans.</summary>
    public static IReadOnlyList<Target> Net8 { get; } = [new("recall of sites", figures => figures.Sites.Value, 0.90)];

    private const int FirstUsual = 9;

    public static IReadOnlyList<Target> Of(int runtime) => runtime >= FirstUsual ? Usual : Net8;

    /// <summary>What is wrong; null when it is met.</summary>
    public string? Miss(Figures totals) => Figure(totals) is not { } value ? (IsOptional ? null : $"{Name}: nothing to measure")
        : (IsUpper ? value <= Bound : value >= Bound) ? null
        : FormattableString.Invariant($"{Name} is {value:0.000}, must be {(IsUpper ? "at most" : "at least")} {Bound:0.00}");
}
