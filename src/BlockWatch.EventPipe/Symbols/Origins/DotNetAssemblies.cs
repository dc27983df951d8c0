namespace BlockWatch.EventPipe.Symbols.Origins;

/// <summary>Tells .NET's own assemblies: by folder, by the key they are signed with and, when there is no file to read, by name.</summary>
internal static class DotNetAssemblies
{
    private static readonly HashSet<string> SharedFrameworks = new(StringComparer.OrdinalIgnoreCase)
    {
        "Microsoft.NETCore.App",
        "Microsoft.AspNetCore.App",
        "Microsoft.AspNetCore.All",
        "Microsoft.WindowsDesktop.App",
    };

    // Keys that only .NET's own builds use: ECMA, Microsoft, Open, Silverlight (CoreLib), ASP.NET Core with Microsoft.Extensions.
    private static readonly HashSet<string> PublicKeyTokens = new(StringComparer.OrdinalIgnoreCase)
    {
        "b77a5c561934e089",
        "b03f5f7f11d50a3a",
        "cc7b13ffcd2ddd51",
        "7cec85d7bea7798e",
        "adb9793829ddae60",
    };

    private static readonly Lazy<HashSet<string>> RuntimeNames = new(ReadRuntimeNames);

    /// <summary>True for <c>…/shared/Microsoft.NETCore.App/10.0.0/X.dll</c> and its siblings, on any system.</summary>
    public static bool IsInSharedFramework(string path)
    {
        var parts = path.Split('/', '\\');
        return parts.Length >= 4
            && parts[^4].Equals("shared", StringComparison.OrdinalIgnoreCase)
            && SharedFrameworks.Contains(parts[^3]);
    }

    public static bool IsSignedAsDotNet(string publicKeyToken) => PublicKeyTokens.Contains(publicKeyToken);

    /// <summary>By name alone: the assemblies of our own runtime, and the names that ASP.NET Core and its extensions use.</summary>
    public static bool IsNamedLikeDotNet(string simpleName) =>
        RuntimeNames.Value.Contains(simpleName)
        || simpleName.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal)
        || simpleName.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal);

    private static HashSet<string> ReadRuntimeNames()
    {
        var all = (AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") as string ?? "").Split(Path.PathSeparator);
        return new HashSet<string>(all.Where(IsInSharedFramework).Select(path => Path.GetFileNameWithoutExtension(path)), StringComparer.Ordinal)
        {
            "System.Private.CoreLib",
        };
    }
}
