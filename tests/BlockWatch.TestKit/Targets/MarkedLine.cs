namespace BlockWatch.TestKit.Targets;

/// <summary>Finds the line of a fault in the source of a scenario, independently of what any program says about it.</summary>
public static class MarkedLine
{
    private const string Mark = "// BLOCKS";

    /// <summary>The first line marked <c>// BLOCKS</c> in a method.</summary>
    /// <param name="file">The scenario's file, <c>FiveFaults.cs</c>.</param>
    /// <param name="method">The method's name, as declared.</param>
    /// <returns>Its number, from 1.</returns>
    /// <exception cref="InvalidOperationException">There is no such method, or no mark in it.</exception>
    public static int In(string file, string method)
    {
        string[] lines = File.ReadAllLines(RepositoryRoot.Combine("sample-targets", "SampleTargets", "Scenarios", file));
        int declared = Array.FindIndex(lines, line => IsDeclaration(line, method));
        int marked = declared < 0 ? -1 : Array.FindIndex(lines, declared, line => line.EndsWith(Mark, StringComparison.Ordinal));
        return marked >= 0 ? marked + 1 : throw new InvalidOperationException($"{file} has no line marked '{Mark}' in {method}.");
    }

    // A member is declared at the first level of indentation; calls are deeper.
    private static bool IsDeclaration(string line, string method) =>
        line.StartsWith("    ", StringComparison.Ordinal)
        && !char.IsWhiteSpace(line[4])
        && line.Contains($" {method}(", StringComparison.Ordinal);
}
