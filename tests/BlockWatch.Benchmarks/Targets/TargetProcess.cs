using System.Diagnostics;
using System.Globalization;
using System.Threading.Channels;

namespace BlockWatch.Benchmarks.Targets;

/// <summary>A <see cref="WebTarget"/> that runs; ends with this object.</summary>
internal sealed class TargetProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly Channel<long> _stalls = Channel.CreateUnbounded<long>();
    private readonly Channel<WorkCount> _counts = Channel.CreateUnbounded<WorkCount>();
    private readonly TaskCompletionSource<Uri> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private TargetProcess(Process process)
    {
        _process = process;
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.BeginOutputReadLine();
    }

    public int Id => _process.Id;

    public Uri Address { get; private set; } = new("http://127.0.0.1");

    /// <param name="withSpinning">
    /// False to have its pool's workers sleep at once when there is no work: what they spin differs from second to second by more than what watching costs.
    /// </param>
    public static async Task<TargetProcess> StartAsync(bool withSpinning = true)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.ArgumentList.Add("target");
        if (!withSpinning)
        {
            start.Environment["DOTNET_ThreadPool_UnfairSemaphoreSpinLimit"] = "0";
        }

        var target = new TargetProcess(Process.Start(start)!);
        target.Address = await target._ready.Task.WaitAsync(Patience);
        return target;
    }

    /// <summary>From now on it queues so many work items a second; 0 for none.</summary>
    public async Task QueueWorkAsync(int perSecond) => await TellAsync(string.Create(CultureInfo.InvariantCulture, $"RATE {perSecond}"));

    /// <summary>How many work items have run.</summary>
    public async Task<WorkCount> CountWorkAsync()
    {
        using var timeout = new CancellationTokenSource(Patience);
        await TellAsync("COUNT");
        return await _counts.Reader.ReadAsync(timeout.Token);
    }

    /// <summary>When the next stall begins: ticks of <see cref="Stopwatch"/>, whose clock all processes share.</summary>
    public async Task<long> NextStallAsync()
    {
        using var timeout = new CancellationTokenSource(Patience);
        return await _stalls.Reader.ReadAsync(timeout.Token);
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        try
        {
            await _process.WaitForExitAsync().WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private async Task TellAsync(string order)
    {
        await _process.StandardInput.WriteLineAsync(order);
        await _process.StandardInput.FlushAsync();
    }

    private void Read(string? line)
    {
        switch (line?.Split(' '))
        {
            case ["READY", var address]:
                _ready.TrySetResult(new Uri(address));
                break;
            case ["STALL", var ticks]:
                _stalls.Writer.TryWrite(long.Parse(ticks, CultureInfo.InvariantCulture));
                break;
            case ["COUNT", var done, var ticks]:
                _counts.Writer.TryWrite(new WorkCount(long.Parse(done, CultureInfo.InvariantCulture), long.Parse(ticks, CultureInfo.InvariantCulture)));
                break;
            case null:
                _ready.TrySetException(new InvalidOperationException("The target ended before it was ready."));
                _stalls.Writer.TryComplete();
                _counts.Writer.TryComplete();
                break;
            default:
                break;
        }
    }
}
