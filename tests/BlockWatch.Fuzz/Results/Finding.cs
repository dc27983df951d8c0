namespace BlockWatch.Fuzz.Results;

/// <summary>An input that the product did not bear.</summary>
/// <param name="Kind">crash, hang, or what <see cref="InputResult.Outcome"/> says.</param>
/// <param name="Seed">With <paramref name="Number"/> makes the input again.</param>
/// <param name="Number">The input's number.</param>
/// <param name="Fault">What happened.</param>
/// <param name="File">Where the smallest input that still does it is kept.</param>
internal sealed record Finding(string Kind, int Seed, long Number, string Fault, string File)
{
    /// <summary>The same for findings that are very likely the same fault: the kind and the first place of ours in the stack.</summary>
    public static string KeyOf(string kind, string fault)
    {
        string place = fault.Split('\n').Select(static line => line.Trim())
            .FirstOrDefault(static line => line.StartsWith("at BlockWatch.", StringComparison.Ordinal) && !line.Contains("BlockWatch.Fuzz.", StringComparison.Ordinal)) ?? Targets.OutcomeText.Of(fault.Split('\n')[0], "/");
        return $"{kind}: {place.Split(" in ")[0]}";
    }
}
