using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;

namespace BlockWatch.Benchmarks.Results;

/// <summary>What figures depend on, for those who compare them.</summary>
internal static class Machine
{
    /// <summary>Version and commit that were measured.</summary>
    public static string Version { get; } =
        typeof(Machine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    public static string Describe() => string.Create(
        CultureInfo.InvariantCulture,
        $"{DateTime.UtcNow:yyyy-MM-dd HH:mm} UTC, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}, {Environment.ProcessorCount} processors, load average {LoadAverage()}");

    /// <summary>Of the last minute, everything on the machine; above the number of processors, the figures are disturbed.</summary>
    public static string LoadAverage()
    {
        const string Path = "/proc/loadavg";
        return File.Exists(Path) ? File.ReadAllText(Path).Split(' ')[0] : "unknown";
    }
}
