namespace BlockWatch.Reports;

/// <summary>A format that a user can choose.</summary>
public interface INamedFormat
{
    /// <summary>What a user calls it: lower case, one word.</summary>
    string Name { get; }

    /// <summary>The ends of file names that mean it, with the dot, lower case; the usual one first. Longer ends are looked at first: <c>.speedscope.json</c> before <c>.json</c>.</summary>
    IReadOnlyList<string> Extensions { get; }
}
