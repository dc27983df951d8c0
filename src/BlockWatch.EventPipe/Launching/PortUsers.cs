using System.Globalization;
using BlockWatch.EventPipe.Targets;

namespace BlockWatch.EventPipe.Launching;

/// <summary>The processes that were told to connect to a port: what they find in their environment, and what they start finds it too.</summary>
/// <param name="diagnosticPorts">What they were told: no process has it that a command did not start which was told so.</param>
internal sealed class PortUsers(string diagnosticPorts)
{
    /// <summary>True while there is one; where the system does not tell, there may be.</summary>
    /// <param name="isLeftOut">Those that do not count, by their ids.</param>
    /// <remarks>One that is just becoming another program has no environment to be read: only when none is seen twice there is none.</remarks>
    public bool AreThere(Func<int, bool> isLeftOut) =>
        !OperatingSystem.IsLinux() || Directory.EnumerateDirectories("/proc").Any(folder => IsOne(folder, isLeftOut));

    /// <summary>The same, sure of it.</summary>
    public async Task<bool> AreThereForSureAsync(Func<int, bool> isLeftOut)
    {
        if (!AreThere(isLeftOut))
        {
            await Task.Delay(Latecomers.Pause).ConfigureAwait(false);
            return AreThere(isLeftOut);
        }

        return true;
    }

    private bool IsOne(string folder, Func<int, bool> isLeftOut) =>
        int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out int id)
        && !isLeftOut(id)
        && ProcFile.EnvironmentVariable(id, LaunchedProcess.PortsVariable) == diagnosticPorts;
}
