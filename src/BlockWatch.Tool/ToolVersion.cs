using System.Reflection;

namespace BlockWatch.Tool;

/// <summary>The version that <c>--version</c> prints and that reports carry.</summary>
internal static class ToolVersion
{
    /// <summary>Without the commit that the SDK appends after '+'.</summary>
    public static string Current { get; } = typeof(ToolVersion).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
