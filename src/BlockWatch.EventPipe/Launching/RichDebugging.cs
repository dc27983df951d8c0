namespace BlockWatch.EventPipe.Launching;

/// <summary>The settings of a runtime that make it remember what it inlined where, and tell us. They must be set before it starts.</summary>
internal static class RichDebugging
{
    /// <summary>Names of environment variables, all of which take the value 1.</summary>
    /// <remarks>
    /// The second makes it so for dynamic methods as well. ASP.NET Core calls controllers' actions through those, and .NET 10 inlines
    /// small actions into them.
    /// </remarks>
    public static IReadOnlyList<string> Variables { get; } = ["DOTNET_RichDebugInfo", "DOTNET_TrackDynamicMethodDebugInfo"];
}
