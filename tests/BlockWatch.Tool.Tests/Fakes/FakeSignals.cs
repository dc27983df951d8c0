using System.Runtime.InteropServices;
using BlockWatch.Tool.Signals;

namespace BlockWatch.Tool.Tests.Fakes;

/// <summary>Signals that the test raises; what is sent and exited is recorded.</summary>
internal sealed class FakeSignals : ISignalPlatform
{
    private readonly List<Listening> _listening = [];

    /// <summary><c>9999: 15</c> for each signal sent.</summary>
    public List<string> Sent { get; } = [];

    public List<int> Exits { get; } = [];

    public bool TargetIsGone { get; set; }

    public bool IsForegroundOfTerminal { get; set; } = true;

    public bool IsListening => _listening.Count > 0;

    public void Raise(PosixSignal signal)
    {
        Listening[] listening = [.. _listening.Where(l => l.Signals.Contains(signal))];
        Assert.NotEmpty(listening);
        Array.ForEach(listening, l => l.Handler(signal));
    }

    public IDisposable Listen(IReadOnlyList<PosixSignal> signals, Action<PosixSignal> handler)
    {
        Listening listening = new(this, signals, handler);
        _listening.Add(listening);
        return listening;
    }

    public void Exit(int code) => Exits.Add(code);

    public void Suspend() => Suspensions++;

    public int Suspensions { get; private set; }

    public bool Send(int processId, int number)
    {
        if (number != 0)
        {
            Sent.Add($"{processId}: {number}");
        }

        return !TargetIsGone;
    }

    private sealed class Listening(FakeSignals all, IReadOnlyList<PosixSignal> signals, Action<PosixSignal> handler) : IDisposable
    {
        public IReadOnlyList<PosixSignal> Signals => signals;

        public Action<PosixSignal> Handler => handler;

        public void Dispose() => all._listening.Remove(this);
    }
}
