namespace BlockWatch.EventPipe.Bursts;

/// <summary>Shares the bursts of one blockwatch among its targets: one at a time where that costs nothing, random ones as rare for all together as for one.</summary>
/// <remarks>Thread-safe. A watch of one target has none.</remarks>
internal sealed class BurstGate : IDisposable
{
    // A burst with its stop takes some 100 ms: a stall that is waited for does not wait for more than half of another target's.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(50);

    private readonly SemaphoreSlim _free = new(1, 1);
    private int _targets;

    /// <summary>How much rarer random bursts are for each target than they would be for one alone.</summary>
    public int Share => Math.Max(1, Volatile.Read(ref _targets));

    /// <summary>A target is watched from now on.</summary>
    public void Join() => Interlocked.Increment(ref _targets);

    /// <summary>A target is not watched any more.</summary>
    public void Leave() => Interlocked.Decrement(ref _targets);

    /// <summary>Only when nobody takes bursts any more.</summary>
    public void Dispose() => _free.Dispose();

    /// <summary>Takes a burst in its turn.</summary>
    /// <param name="isWanted">True: a stall waits for it, so it is taken after a short wait whoever else takes one. False: it is left out when it is not its turn.</param>
    /// <param name="take">Takes the burst.</param>
    /// <param name="stop">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">Stopped while waiting.</exception>
    public async Task TakeAsync(bool isWanted, Func<Task> take, CancellationToken stop)
    {
        bool isTurn = await _free.WaitAsync(isWanted ? Patience : TimeSpan.Zero, stop).ConfigureAwait(false);
        try
        {
            if (isTurn || isWanted)
            {
                await take().ConfigureAwait(false);
            }
        }
        finally
        {
            if (isTurn)
            {
                _free.Release();
            }
        }
    }
}
