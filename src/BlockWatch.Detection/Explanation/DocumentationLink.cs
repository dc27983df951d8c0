namespace BlockWatch.Detection.Explanation;

/// <summary>Addresses of the official documentation, made by the scheme that all of .NET's API pages follow.</summary>
internal static class DocumentationLink
{
    private const string Root = "https://learn.microsoft.com/dotnet/api/";

    private const string Constructor = ".ctor";

    /// <summary>The page of a method; that of its type when the method is a pattern.</summary>
    /// <param name="typeName">Metadata name: <c>System.Threading.Tasks.Task`1</c>, nested types with <c>+</c>. A pattern in its last part gives the page of what is before it.</param>
    /// <param name="methodName">Metadata name: <c>get_Result</c>, <c>.ctor</c>.</param>
    public static string Of(string typeName, string methodName)
    {
        int star = typeName.IndexOf('*', StringComparison.Ordinal);
        if (star >= 0)
        {
            return Page(typeName[..typeName.LastIndexOf('.', star)]);
        }

        return methodName.Contains('*', StringComparison.Ordinal) ? Page(typeName) : Page($"{typeName}.{Member(methodName)}");
    }

    /// <summary>The page of a type or member given by its full metadata name; constructors as <c>Namespace.Type..ctor</c>.</summary>
    public static string Of(string fullName)
    {
        if (fullName.EndsWith("." + Constructor, StringComparison.Ordinal))
        {
            return Of(fullName[..^(Constructor.Length + 1)], Constructor);
        }

        (string type, string member) = ApiName.SplitMember(fullName);
        return Page($"{type}.{Member(member)}");
    }

    private static string Member(string methodName) => methodName switch
    {
        Constructor => "-ctor",
        _ when methodName.StartsWith("get_", StringComparison.Ordinal) => methodName["get_".Length..],
        _ => methodName,
    };

    // The pages are lower-case; a type's parameters are counted after a dash.
#pragma warning disable CA1308 // An address, not a comparison.
    private static string Page(string name) => Root + name.ToLowerInvariant().Replace('`', '-').Replace('+', '.');
#pragma warning restore CA1308
}
