namespace BlockWatch.Detection.Explanation;

/// <summary>One line of the catalogue: a pattern of methods, and what a frame that matches it means.</summary>
public sealed record BlockingEntry
{
    public required BlockingEntryKind Kind { get; init; }

    /// <summary>Unexplained for kinds that have none (Wrapper, Callback, Harmless, Idle).</summary>
    public required BlockingCategory Category { get; init; }

    /// <summary>Glob on the declaring type in metadata spelling, without type arguments: <c>System.Threading.Tasks.Task`1</c>.</summary>
    public required string TypePattern { get; init; }

    /// <summary>Glob on the method's metadata name. A <c>*</c> never covers a name in <c>…Async</c> unless the pattern ends so itself.</summary>
    public required string MethodPattern { get; init; }

    /// <summary>What reports call it; null when the frame's own name is right.</summary>
    public string? Display { get; init; }

    /// <summary>What to call instead, as reports print it; null when nothing is known.</summary>
    public string? Replacement { get; init; }

    /// <summary>The replacement's full metadata name, so that a test can look it up; null when <see cref="Replacement"/> is prose.</summary>
    public string? ReplacementMember { get; init; }

    /// <summary>The first major version of .NET that has <see cref="ReplacementMember"/>, 3 standing for 3.1 and all before it; null when the replacement is prose or a package's.</summary>
    public int? ReplacementSince { get; init; }

    /// <summary>The first major version of .NET that has the method; null when the oldest supported one does.</summary>
    public int? Since { get; init; }

    /// <summary>The last major version of .NET that has the method; null when the newest one does.</summary>
    public int? Until { get; init; }

    /// <summary>True when a package brings the method, not the shared framework.</summary>
    public bool IsExternal { get; init; }

    /// <summary>Why no test calls the method on a live runtime; null when one does.</summary>
    public string? NotCalled { get; init; }

    /// <summary>The address of the official documentation; null for what only the runtime's own code calls.</summary>
    public string? Docs { get; init; }

    public string? Note { get; init; }

    /// <summary>The line in the file, from 1.</summary>
    public required int Line { get; init; }

    internal bool IsWait => Category is BlockingCategory.TaskWait or BlockingCategory.PrimitiveWait or BlockingCategory.Lock;

    internal bool MatchesMethod(string methodName) =>
        Glob.IsMatch(MethodPattern, methodName)
        && (!MethodPattern.Contains('*', StringComparison.Ordinal)
            || MethodPattern.EndsWith("Async", StringComparison.Ordinal)
            || !methodName.EndsWith("Async", StringComparison.Ordinal));
}
