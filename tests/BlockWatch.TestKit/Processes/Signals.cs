using System.ComponentModel;
using System.Runtime.InteropServices;

namespace BlockWatch.TestKit.Processes;

/// <summary>Sends signals by process id.</summary>
public static class Signals
{
    /// <summary>To this process alone, not to what it started.</summary>
    /// <exception cref="Win32Exception">There is no such process, or it is another user's.</exception>
    public static void Send(int processId, Signal signal)
    {
        if (Kill(processId, (int)signal) != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError(), $"Signal {signal} to process {processId}");
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int processId, int signal);
}
