using System.Threading.Channels;
using BlockWatch.Detection;
using BlockWatch.Detection.Events;
using BlockWatch.EventPipe.Clocks;
using BlockWatch.EventPipe.Governing;
using BlockWatch.EventPipe.Lanes;
using BlockWatch.EventPipe.Recording;
using BlockWatch.EventPipe.Stacks;
using BlockWatch.EventPipe.Targets;
using BlockWatch.EventPipe.Watching;
using Microsoft.Diagnostics.NETCore.Client;

namespace BlockWatch.EventPipe.Bursts;

/// <summary>Takes bursts when evidence is wanted, when the watch begins, and rarely at random times; never two at once, never more than the budget allows.</summary>
/// <remarks>
/// A burst sees all threads, so one burst serves every request that came before it began: requests are a flag, not a queue.
/// </remarks>
internal sealed class BurstScheduler : IGovernedBursts
{
    // What may be spent at once, in seconds of the budget: a stall that comes after a calm time gets its looks.
    private const double SecondsAtOnce = 5;

    // While the methods are listed no sample has a name: no further burst is taken then.
    private const int MostUnpublished = 64;

    // So that stalls under way at no suspicious moment, and short ones, are seen too.
    private static readonly TimeSpan MeanRandomInterval = TimeSpan.FromSeconds(5);

    // A target that refused a burst (64 sessions may be open on it) is asked again after so long.
    private static readonly TimeSpan AfterRefusal = TimeSpan.FromSeconds(1);

    private readonly int _processId;
    private readonly DiagnosticsClient _client;
    private readonly TargetClock _clock;
    private readonly SampleReader _reader;
    private readonly SampleNames _names;
    private readonly IEventFeed _feed;
    private readonly Task _symbolsListed;
    private readonly Channel<EvidenceRequest> _wanted = Channel.CreateBounded<EvidenceRequest>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Channel<BurstTaken> _taken = Channel.CreateBounded<BurstTaken>(MostUnpublished);
    private readonly ThreadLooks _looks;
    private readonly LaneCosts _costs;
    private readonly BurstBudget _budget;
    private readonly BurstGate? _gate;

    // 1 when more is wanted than one stack of each thread.
    private int _wantsMany = 1;

    /// <param name="processId">The target, as the operating system knows it.</param>
    /// <param name="client">The target's runtime.</param>
    /// <param name="clock">The watch's clock.</param>
    /// <param name="resolver">Names addresses.</param>
    /// <param name="feed">Where samples go.</param>
    /// <param name="symbolWatermark">Up to which time all method events have come.</param>
    /// <param name="symbolsListed">Completes when the methods that ran before the watch are known.</param>
    /// <param name="costs">What a burst costs the target.</param>
    /// <param name="budgetMs">What all watching may take of the target, milliseconds of its processor time a second.</param>
    /// <param name="gate">Shared with the other targets; null when there is no other.</param>
    public BurstScheduler(
        int processId,
        DiagnosticsClient client,
        TargetClock clock,
        StackResolver resolver,
        IEventFeed feed,
        Func<long> symbolWatermark,
        Task symbolsListed,
        LaneCosts costs,
        double budgetMs,
        BurstGate? gate = null)
    {
        _costs = costs;
        _budget = new BurstBudget(budgetMs * SecondsAtOnce, Math.Min(budgetMs, Governor.MostBurstMs));
        _gate = gate;
        _processId = processId;
        _looks = new ThreadLooks(processId);
        _client = client;
        _clock = clock;
        _reader = new SampleReader(resolver);
        _names = new SampleNames(resolver, clock.Now, symbolWatermark, Task.Delay);
        _feed = feed;
        _symbolsListed = symbolsListed;
    }

    /// <summary>Opens a burst's tape; null when nothing is recorded.</summary>
    public Func<ITape>? Record { get; init; }

    public int BurstCount { get; private set; }

    public long SampleCount { get; private set; }

    /// <summary>How often it looked at all threads.</summary>
    public long TickCount { get; private set; }

    /// <summary>For how long the sampler ran, milliseconds.</summary>
    public double ActiveMs { get; private set; }

    /// <summary>The threads that the last burst showed; 0 before the first.</summary>
    public int ThreadCount { get; private set; }

    /// <summary>Wanted bursts that the budget put off.</summary>
    public int PutOffCount { get; private set; }

    /// <summary>Bursts that the target refused.</summary>
    public int RefusedCount { get; private set; }

    /// <summary>Asks for a burst as soon as may be. Cheap; callable from any thread.</summary>
    public void Want(EvidenceRequest request)
    {
        if (request.Reason != EvidenceReason.Sleep)
        {
            Volatile.Write(ref _wantsMany, 1);
        }

        _wanted.Writer.TryWrite(request);
    }

    /// <summary>From now on bursts may take so much of the target, milliseconds of its processor time a second.</summary>
    public void Limit(double msPerSecond) => _budget.Limit(msPerSecond, _clock.Now());

    /// <summary>Runs until stopped; then all samples have been published.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        Task published = PublishAsync();
        try
        {
            await ScheduleAsync(stop).ConfigureAwait(false);
        }
        finally
        {
            _taken.Writer.Complete();
        }

        await published.ConfigureAwait(false);
    }

    private async Task ScheduleAsync(CancellationToken stop)
    {
        try
        {
            for (bool isWanted = true; !stop.IsCancellationRequested; isWanted = _wanted.Reader.TryRead(out _))
            {
                await WaitForBudgetAsync(stop).ConfigureAwait(false);
                await TryTakeAsync(isWanted, stop).ConfigureAwait(false);
                await WantedOrRandomAsync(stop).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped: the usual end.
        }
    }

    private async Task TryTakeAsync(bool isWanted, CancellationToken stop)
    {
        try
        {
            await TakeInTurnAsync(isWanted, stop).ConfigureAwait(false);
        }
        catch (Exception e) when (TargetFailure.Is(e))
        {
            // When it went away, the span lane's stream ends too and says so.
            RefusedCount++;
            await Task.Delay(AfterRefusal, stop).ConfigureAwait(false);
        }
    }

    private async Task WaitForBudgetAsync(CancellationToken stop)
    {
        if (_budget.MayTake(_clock.Now()))
        {
            return;
        }

        // A timer counts whole milliseconds and may come a little early: only the budget says when it is time.
        PutOffCount++;
        do
        {
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(_budget.UntilNext(_clock.Now()) / 1e6)), stop).ConfigureAwait(false);
        }
        while (!_budget.MayTake(_clock.Now()));
    }

    private async Task WantedOrRandomAsync(CancellationToken stop)
    {
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(stop);
        linked.CancelAfter(RandomInterval() * (_gate?.Share ?? 1));
        try
        {
            await _wanted.Reader.WaitToReadAsync(linked.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            // Nobody asked: the random one's turn.
        }
    }

    private Task TakeInTurnAsync(bool isWanted, CancellationToken stop) =>
        _gate is null ? TakeAsync(isWanted, stop) : _gate.TakeAsync(isWanted, () => TakeAsync(isWanted, stop), stop);

    private async Task TakeAsync(bool isWanted, CancellationToken stop)
    {
        await _taken.Writer.WaitToWriteAsync(stop).ConfigureAwait(false);

        // Said at once, though samples of the burst before may still wait for their names: stalls wait for what is under way.
        _feed.Publish(RuntimeEvent.BurstStarted(_clock.Now()));
        BurstTaken taken = BurstTaken.Nothing;
        try
        {
            bool isOneEnough = Interlocked.Exchange(ref _wantsMany, 0) == 0 && isWanted;
            TimeSpan length = isOneEnough || _budget.IsScarce(_clock.Now())
                ? BurstLength.Shortest
                : BurstLength.For(ThreadCount > 0 ? ThreadCount : ProcFile.ThreadCount(_processId), _costs);
            taken = await Burst.TakeAsync(_processId, _client, _clock, _looks, length, stop, Record).ConfigureAwait(false);
            BurstCount++;
            ActiveMs += length.TotalMilliseconds;
            SampleCount += taken.Samples.Count;
            ThreadCount = taken.Samples.DistinctBy(static sample => sample.ThreadId).Count();
            int ticks = ThreadCount > 0 ? taken.Samples.Count / ThreadCount : 0;
            TickCount += ticks;
            _budget.Spend(_costs.BurstMs(ticks, taken.Samples.Count));
        }
        finally
        {
            _taken.Writer.TryWrite(taken);
        }
    }

    // Beside the taking of bursts, so that the next one need not wait for the names of this one.
    private async Task PublishAsync()
    {
        await foreach (BurstTaken taken in _taken.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            IReadOnlyList<RawSample> samples = taken.Samples;
            if (samples.Count > 0)
            {
                await _symbolsListed.ConfigureAwait(false);
                await _names.WaitAsync(samples).ConfigureAwait(false);
            }

            // Before the samples: what a stack means depends on it, and a stall is told of with the first sample that explains it.
            foreach (RuntimeEvent between in taken.Between)
            {
                _feed.Publish(between);
            }

            foreach (RawSample sample in samples)
            {
                _feed.Publish(_reader.Read(sample));
            }

            _feed.Publish(RuntimeEvent.BurstEnded(samples.Count > 0 ? samples[^1].Time : _clock.Now()));
        }
    }

    private static TimeSpan RandomInterval() =>
#pragma warning disable CA5394 // Not a secret: random only so that it keeps no step with the target's own timers.
        MeanRandomInterval * (0.5 + Random.Shared.NextDouble());
#pragma warning restore CA5394
}
