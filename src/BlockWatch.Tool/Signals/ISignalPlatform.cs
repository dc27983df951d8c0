using System.Runtime.InteropServices;

namespace BlockWatch.Tool.Signals;

/// <summary>What the operating system does with signals.</summary>
internal interface ISignalPlatform
{
    /// <summary>Takes these signals over from their default action until disposed. The handler runs on any thread.</summary>
    IDisposable Listen(IReadOnlyList<PosixSignal> signals, Action<PosixSignal> handler);

    /// <summary>Ends this process at once.</summary>
    void Exit(int code);

    /// <summary>Sends a signal; 0 only asks.</summary>
    /// <returns>False when there is no such process.</returns>
    bool Send(int processId, int number);

    /// <summary>Stops this process until it is continued, as Ctrl+Z does; returns then. Does nothing on Windows.</summary>
    void Suspend();

    /// <summary>True when a terminal sends its signals (Ctrl+C) to our process group, and so to our child as well.</summary>
    bool IsForegroundOfTerminal { get; }
}
