using System.Diagnostics;

namespace BlockWatch.Benchmarks.Load;

/// <summary>Calls one address at a fixed rate, whether or not earlier calls have been answered.</summary>
internal sealed class SteadyLoad : ILoad
{
    // A target that cannot keep up must not be buried: what would go beyond is left out, and the rate reached tells.
    private const int MostUnderWay = 256;

    // One by one rather than in heaps: each request then finds, and wakes, an idle pool, as most do on a server that is not full.
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(1);

    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromSeconds(30) };
    private readonly CancellationTokenSource _stop = new();
    private readonly Uri _address;
    private readonly double _perSecond;
    private readonly Task _loop;
    private long _answered;
    private long _failed;
    private int _underWay;

    public SteadyLoad(Uri address, double perSecond)
    {
        _address = address;
        _perSecond = perSecond;
        _loop = RunAsync();
    }

    public long Answered => Interlocked.Read(ref _answered);

    public long Failed => Interlocked.Read(ref _failed);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        _client.Dispose();
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        var clock = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(Step);
        List<Task> calls = [];
        long sent = 0;
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                for (long due = (long)(clock.Elapsed.TotalSeconds * _perSecond); sent < due; sent++)
                {
                    if (Volatile.Read(ref _underWay) < MostUnderWay)
                    {
                        calls.Add(CallAsync());
                    }
                }

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
        Interlocked.Increment(ref _underWay);
        try
        {
            await _client.GetStringAsync(_address);
            Interlocked.Increment(ref _answered);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            Interlocked.Increment(ref _failed);
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
        }
    }
}
