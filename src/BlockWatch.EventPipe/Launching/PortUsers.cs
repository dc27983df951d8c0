using System.Globalization;
using BlockWatch.EventPipe.Targets;

namespace BlockWatch.EventPipe.Launching;

/// <summary>The processes that were told to connect to a port: what they find in their environment, and what they start finds it too.</summary>
/// <param name="diagnosticPorts">What they were told: no process has it that a command did not start which was told so.</param>
internal sealed class PortUsers(string diagnosticPorts)
{
    /// <summary>Between two looks, where they are waited for.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    // One that is just becoming another program has no environment to be read: only when none is seen twice there is none.
    private const int LooksToBeSure = 2;

    private int _looksWithoutOne;

    /// <summary>Looks once more: true when it is sure by now that there is none. Where the system does not tell, there may always be one.</summary>
    /// <param name="isLeftOut">Those that do not count, by their ids.</param>
    public bool AreGone(Func<int, bool> isLeftOut)
    {
        _looksWithoutOne = AreThere(isLeftOut) ? 0 : _looksWithoutOne + 1;
        return _looksWithoutOne >= LooksToBeSure;
    }

    private bool AreThere(Func<int, bool> isLeftOut) =>
        !OperatingSystem.IsLinux() || Directory.EnumerateDirectories("/proc").Any(folder => IsOne(folder, isLeftOut));

    private bool IsOne(string folder, Func<int, bool> isLeftOut) =>
        int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out int id)
        && !isLeftOut(id)
        && ProcFile.EnvironmentVariable(id, LaunchedProcess.PortsVariable) == diagnosticPorts;
}
