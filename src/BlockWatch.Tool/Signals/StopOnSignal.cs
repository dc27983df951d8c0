using System.Runtime.InteropServices;

namespace BlockWatch.Tool.Signals;

/// <summary>The first signal ends a watch in good order, with its report; the second ends this process at once.</summary>
internal sealed class StopOnSignal : IDisposable
{
    private static readonly PosixSignal[] StopSignals = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP];

    private readonly ISignalPlatform _platform;

    // Never disposed: a handler may still run on another thread, and there is nothing in it to free.
    private readonly CancellationTokenSource _stop = new();
    private readonly IDisposable _listening;
    private int _count;

    public StopOnSignal(ISignalPlatform platform)
    {
        _platform = platform;
        _listening = platform.Listen(StopSignals, OnSignal);
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _stop.Token;

    /// <summary>As a first signal does.</summary>
    public void Stop() => _stop.Cancel();

    public void Dispose() => _listening.Dispose();

    private void OnSignal(PosixSignal signal)
    {
        if (Interlocked.Increment(ref _count) == 1)
        {
            _stop.Cancel();
        }
        else
        {
            _platform.Exit(128 + SignalNumbers.Of(signal));
        }
    }
}
