namespace BlockWatch.EventPipe.Symbols.Sources;

/// <summary>How an assembly identifies itself.</summary>
/// <param name="Name">The simple name.</param>
/// <param name="Version">The version of the assembly.</param>
/// <param name="PublicKeyToken">Lower-case hexadecimal; empty when the assembly is not signed.</param>
/// <param name="Product">AssemblyProduct, as the assembly says; empty when it does not.</param>
internal sealed record AssemblyFacts(string Name, string Version, string PublicKeyToken, string Product)
{
    /// <summary>The version that its makers give it: <c>2.1.35</c>; null when the assembly says nothing but its own version.</summary>
    public string? ReleaseVersion { get; init; }
}
