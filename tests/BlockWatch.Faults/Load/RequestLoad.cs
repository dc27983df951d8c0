using System.Diagnostics;

namespace BlockWatch.Faults.Load;

/// <summary>Asks a target for one address at a fixed rate, from outside, and takes the time of every answer.</summary>
/// <remarks>A request is sent when it is due, whether or not earlier ones have been answered: a target that pauses is asked on meanwhile, and every request of the pause counts.</remarks>
internal sealed class RequestLoad : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = Patience };
    private readonly CancellationTokenSource _stop = new();
    private readonly object _gate = new();
    private readonly Uri _address;
    private readonly Task _loop;

    // Guarded by the gate.
    private List<double> _latenciesMs = [];
    private int _failed;
    private string? _failure;

    // When the target is told to end, requests may fail.
    private bool _mayFail;

    public RequestLoad(Uri address, double perSecond)
    {
        _address = address;
        _loop = RunAsync(TimeSpan.FromSeconds(1 / perSecond));
    }

    /// <summary>Why the first request failed that failed; null when none did.</summary>
    public string? FirstFailure
    {
        get
        {
            lock (_gate)
            {
                return _failure;
            }
        }
    }

    /// <summary>Requests answered since the last <see cref="Take"/>.</summary>
    public int Answered
    {
        get
        {
            lock (_gate)
            {
                return _latenciesMs.Count;
            }
        }
    }

    /// <summary>The figures since the last time, and begins anew.</summary>
    public LoadFigures Take()
    {
        lock (_gate)
        {
            LoadFigures figures = LoadFigures.Of(_latenciesMs, _failed);
            _latenciesMs = [];
            _failed = 0;
            return figures;
        }
    }

    /// <summary>From now on a request that fails is no failure: the target is about to be ended by us.</summary>
    public void TargetEnds()
    {
        lock (_gate)
        {
            _mayFail = true;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        _client.Dispose();
        _stop.Dispose();
    }

    private async Task RunAsync(TimeSpan period)
    {
        using PeriodicTimer timer = new(period);
        List<Task> calls = [];
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                calls.Add(CallAsync());
                calls.RemoveAll(static call => call.IsCompleted);
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(calls);
        }
    }

    private async Task CallAsync()
    {
        long start = Stopwatch.GetTimestamp();
        try
        {
            await _client.GetStringAsync(_address, _stop.Token);
            lock (_gate)
            {
                _latenciesMs.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Ours: nobody asks any more.
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            lock (_gate)
            {
                _failed += _mayFail ? 0 : 1;
                _failure ??= _mayFail ? null : failure.Message;
            }
        }
    }
}
