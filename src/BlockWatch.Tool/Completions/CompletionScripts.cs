namespace BlockWatch.Tool.Completions;

/// <summary>What makes a shell complete our command lines: it asks the command itself, by its <c>[suggest]</c> directive.</summary>
internal static class CompletionScripts
{
    private const string Folder = "completions/";

    /// <summary>The shells that there is a script for: the names of the files beside this one.</summary>
    public static IReadOnlyList<string> Shells { get; } =
    [
        .. typeof(CompletionScripts).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Select(name => name[Folder.Length..])
            .Order(StringComparer.Ordinal),
    ];

    /// <param name="shell">One of <see cref="Shells"/>.</param>
    public static string Read(string shell)
    {
        using Stream script = typeof(CompletionScripts).Assembly.GetManifestResourceStream(Folder + shell)!;
        using StreamReader reader = new(script);
        return reader.ReadToEnd();
    }
}
