using System.Runtime.InteropServices;
using BlockWatch.Tool.Signals;

namespace BlockWatch.Fuzz.Targets;

/// <summary>Signals that never come: the process is not the tool's alone.</summary>
internal sealed class NoSignals : ISignalPlatform
{
    public bool IsForegroundOfTerminal => false;

    public IDisposable Listen(IReadOnlyList<PosixSignal> signals, Action<PosixSignal> handler) => new MemoryStream();

    public void Exit(int code) => throw new BrokenPromiseException($"the tool ended its process with {code}");

    public bool Send(int processId, int number) => false;

    public void Suspend()
    {
        // Nobody asks for it.
    }
}
