using System.Net.Sockets;

namespace BlockWatch.Benchmarks.Load;

/// <summary>Calls one address over a few connections as fast as it answers: each connection asks again the moment it has its answer.</summary>
internal sealed class SaturatingLoad : ILoad
{
    // Enough that the target always has work while answers are on their way, few enough that the client stays cheap.
    private const int Connections = 32;

    private readonly CancellationTokenSource _stop = new();
    private readonly Task[] _loops;
    private long _answered;
    private long _failed;

    public SaturatingLoad(Uri address)
    {
        _loops = [.. Enumerable.Range(0, Connections).Select(_ => RunAsync(address))];
    }

    public long Answered => Interlocked.Read(ref _answered);

    public long Failed => Interlocked.Read(ref _failed);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_loops);
        _stop.Dispose();
    }

    private async Task RunAsync(Uri address)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                using KeptConnection connection = await KeptConnection.OpenAsync(address, _stop.Token);
                while (true)
                {
                    await connection.CallAsync(_stop.Token);
                    Interlocked.Increment(ref _answered);
                }
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception e) when (e is IOException or SocketException)
            {
                Interlocked.Increment(ref _failed);
            }
        }
    }
}
