using System.Runtime.InteropServices;

namespace BlockWatch.Tool.Signals;

/// <summary>Makes this process as transparent to signals as can be while a command runs under it.</summary>
/// <remarks>
/// States: <em>starting</em> (the first signal waits for the command, a second ends us at once), <em>running</em> (signals are the command's: those that only we got are
/// passed on; Ctrl+C in a terminal reached it already, so it is not sent twice, and we never go before it does), <em>ended</em>
/// (the report is being made: the first signal ends the watch, the second ends us at once).
/// </remarks>
internal sealed class SignalRelay : IDisposable
{
    private readonly ISignalPlatform _platform;

    // Never disposed: a handler may still run on another thread, and there is nothing in it to free.
    private readonly CancellationTokenSource _stop = new();
    private readonly IDisposable _listening;
    private readonly object _gate = new();
    private readonly List<PosixSignal> _waiting = [];
    private State _state;
    private int _processId;
    private int _unpassed;

    public SignalRelay(ISignalPlatform platform)
    {
        _platform = platform;
        _listening = platform.Listen(
            [PosixSignal.SIGINT, PosixSignal.SIGQUIT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, SignalNumbers.User1, SignalNumbers.User2],
            OnSignal);
    }

    private enum State
    {
        Starting,
        Running,
        Ended,
    }

    /// <summary>Cancelled by a signal that comes after the command's end.</summary>
    public CancellationToken Token => _stop.Token;

    /// <summary>The command runs: a signal that came before is sent to it, because it did not exist when a terminal sent it.</summary>
    public void CommandStarted(int processId)
    {
        lock (_gate)
        {
            _processId = processId;
            _state = State.Running;
            _waiting.ForEach(signal => _platform.Send(processId, SignalNumbers.Of(signal)));
            _waiting.Clear();
            _unpassed = 0;
        }
    }

    /// <summary>The command is over: its process id may be another's from now on.</summary>
    public void CommandEnded()
    {
        lock (_gate)
        {
            _state = State.Ended;
        }
    }

    /// <summary>As a Ctrl+C that the command has not got yet: it is asked to end.</summary>
    public void Interrupt() => Handle(PosixSignal.SIGINT, commandHasIt: false);

    public void Dispose() => _listening.Dispose();

    private void OnSignal(PosixSignal signal) =>
        Handle(signal, commandHasIt: signal is PosixSignal.SIGINT or PosixSignal.SIGQUIT && _platform.IsForegroundOfTerminal);

    private void Handle(PosixSignal signal, bool commandHasIt)
    {
        bool isFirst;
        lock (_gate)
        {
            if (_state == State.Running)
            {
                if (_platform.Send(_processId, commandHasIt ? 0 : SignalNumbers.Of(signal)))
                {
                    return;
                }

                _state = State.Ended;
            }

            isFirst = ++_unpassed == 1;
            if (isFirst && _state == State.Starting)
            {
                _waiting.Add(signal);
                return;
            }
        }

        if (isFirst)
        {
            _stop.Cancel();
        }
        else
        {
            _platform.Exit(128 + SignalNumbers.Of(signal));
        }
    }
}
