using System.Runtime.InteropServices;
using BlockWatch.Tool.Signals;

namespace BlockWatch.Tool.Tests.Fakes;

/// <summary>Signals that the test raises; what is sent and exited is recorded.</summary>
internal sealed class FakeSignals : ISignalPlatform
{
    private Action<PosixSignal>? _handler;
    private IReadOnlyList<PosixSignal> _listened = [];

    /// <summary><c>9999: 15</c> for each signal sent.</summary>
    public List<string> Sent { get; } = [];

    public List<int> Exits { get; } = [];

    public bool TargetIsGone { get; set; }

    public bool IsForegroundOfTerminal { get; set; } = true;

    public bool IsListening => _handler is not null;

    public void Raise(PosixSignal signal)
    {
        Assert.Contains(signal, _listened);
        _handler!(signal);
    }

    public IDisposable Listen(IReadOnlyList<PosixSignal> signals, Action<PosixSignal> handler)
    {
        (_handler, _listened) = (handler, signals);
        return new Listening(this);
    }

    public void Exit(int code) => Exits.Add(code);

    public bool Send(int processId, int number)
    {
        if (number != 0)
        {
            Sent.Add($"{processId}: {number}");
        }

        return !TargetIsGone;
    }

    private sealed class Listening(FakeSignals signals) : IDisposable
    {
        public void Dispose() => signals._handler = null;
    }
}
