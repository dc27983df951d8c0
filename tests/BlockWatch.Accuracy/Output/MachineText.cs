using System.Runtime.InteropServices;

namespace BlockWatch.Accuracy.Output;

/// <summary>What the figures depend on.</summary>
internal static class MachineText
{
    public static string Describe() => FormattableString.Invariant(
        $"{Environment.ProcessorCount} processors, {RuntimeInformation.OSDescription}, {RuntimeInformation.RuntimeIdentifier}, tool on {RuntimeInformation.FrameworkDescription}, load average {LoadAverage()} before");

    // Of the last minute; above the number of processors, others took part.
    private static string LoadAverage()
    {
        const string Path = "/proc/loadavg";
        return File.Exists(Path) ? File.ReadAllText(Path).Split(' ')[0] : "unknown";
    }
}
