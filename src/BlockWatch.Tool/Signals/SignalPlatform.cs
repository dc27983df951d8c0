using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace BlockWatch.Tool.Signals;

/// <summary>The operating system's signals. On Windows only those that .NET has there, and none can be sent.</summary>
internal sealed partial class SignalPlatform : ISignalPlatform
{
    private const int NoSuchProcess = 3;

    /// <inheritdoc/>
    /// <remarks>Windows sends Ctrl+C to every process of the console, so that our child has it as in a Unix terminal.</remarks>
    public bool IsForegroundOfTerminal => OperatingSystem.IsWindows() || IsForegroundProcessGroup();

    public IDisposable Listen(IReadOnlyList<PosixSignal> signals, Action<PosixSignal> handler)
    {
        List<PosixSignalRegistration> registrations = [];
        foreach (PosixSignal signal in signals)
        {
            if ((int)signal > 0 && OperatingSystem.IsWindows())
            {
                continue;
            }

            registrations.Add(PosixSignalRegistration.Create(signal, context =>
            {
                context.Cancel = true;
                handler(context.Signal);
            }));
        }

        return new Registrations(registrations);
    }

    public void Exit(int code) => Environment.Exit(code);

    public bool Send(int processId, int number) =>
        OperatingSystem.IsWindows() || Kill(processId, number) == 0 || Marshal.GetLastPInvokeError() != NoSuchProcess;

    public void Suspend()
    {
        if (!OperatingSystem.IsWindows())
        {
            _ = Kill(Environment.ProcessId, SignalNumbers.Stop);
        }
    }

    private static bool IsForegroundProcessGroup()
    {
        try
        {
            using SafeFileHandle terminal = File.OpenHandle("/dev/tty", FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            return ForegroundGroup(terminal) == OwnGroup();
        }
        catch (Exception noTerminal) when (noTerminal is IOException or UnauthorizedAccessException)
        {
            // A service or a build step: whoever signals us there signals us alone.
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int processId, int signal);

    [LibraryImport("libc", EntryPoint = "tcgetpgrp")]
    private static partial int ForegroundGroup(SafeFileHandle terminal);

    [LibraryImport("libc", EntryPoint = "getpgrp")]
    private static partial int OwnGroup();

    private sealed class Registrations : IDisposable
    {
        private readonly List<PosixSignalRegistration> _registrations;

        public Registrations(List<PosixSignalRegistration> registrations)
        {
            _registrations = registrations;
        }

        public void Dispose() => _registrations.ForEach(registration => registration.Dispose());
    }
}
