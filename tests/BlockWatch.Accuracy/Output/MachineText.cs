using System.Runtime.InteropServices;

namespace BlockWatch.Accuracy.Output;

/// <summary>What the figures depend on.</summary>
internal static class MachineText
{
    public static string Describe() => FormattableString.Invariant(
        $"{Environment.ProcessorCount} processors, {RuntimeInformation.OSDescription}, {RuntimeInformation.RuntimeIdentifier}, tool on {RuntimeInformation.FrameworkDescription}");
}
