using System.Threading.Channels;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Session;
using BlockWatch.EventPipe.Targets;
using BlockWatch.EventPipe.Watching;
using Microsoft.Extensions.Time.Testing;

namespace BlockWatch.EventPipe.Tests.Watching;

/// <summary>Targets that come and go, with watches that the test plays.</summary>
public sealed class TargetSetTests : IDisposable
{
    private static readonly TimeSpan TenSeconds = TimeSpan.FromSeconds(10);

    private readonly FakeTimeProvider _time = new();
    private readonly Channel<FoundTarget> _later = Channel.CreateUnbounded<FoundTarget>();
    private readonly PlayedWatches _watches = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _exited = new();

    public void Dispose()
    {
        _watches.Dispose();
        _stop.Dispose();
        _exited.Dispose();
    }

    [Fact]
    public async Task The_watch_is_over_when_no_target_is_left()
    {
        Task<WatchSetResult> run = Run(endsWithTargets: true, 1, 2);
        await _watches.End(1, SessionEnd.TargetExited);
        await _watches.Outcome(1);
        Assert.False(run.IsCompleted);
        await _watches.End(2, SessionEnd.ConnectionLost);

        WatchSetResult result = await run.WithinLimit();
        Assert.Equal(SessionEnd.TargetExited, result.End);
        Assert.Equal([(1, SessionEnd.TargetExited), (2, SessionEnd.ConnectionLost)], result.Targets.Select(t => (t.ProcessId, t.Result!.Session.End)));
    }

    [Fact]
    public async Task A_target_that_comes_while_the_last_one_goes_is_watched_too()
    {
        Task<WatchSetResult> run = Run(endsWithTargets: true, 1);
        await _watches.Begun(1);
        _later.Writer.TryWrite(new FoundTarget(2, "Child"));
        await _watches.Begun(2);
        await _watches.End(1, SessionEnd.TargetExited);
        await _watches.Outcome(1);
        Assert.False(run.IsCompleted);
        await _watches.End(2, SessionEnd.TargetExited);

        Assert.Equal([1, 2], (await run.WithinLimit()).Targets.Select(t => t.ProcessId));
    }

    [Fact]
    public async Task After_very_many_targets_no_further_one_is_watched_and_that_is_told_once()
    {
        foreach (int id in Enumerable.Range(1, TargetSet.MostTargets))
        {
            _watches.Failures[id] = new WatchException("gone");
        }

        Task<WatchSetResult> run = Run(endsWithTargets: true, [.. Enumerable.Range(1, TargetSet.MostTargets + 2)]);

        WatchSetResult result = await run.WithinLimit();
        Assert.Equal(TargetSet.MostTargets, result.Targets.Count);
        Assert.Contains("1024 targets", Assert.Single(_watches.Notices), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_watch_that_waits_for_more_outlives_its_targets_until_the_stop()
    {
        Task<WatchSetResult> run = Run(endsWithTargets: false);
        _later.Writer.TryWrite(new FoundTarget(7, "Orders"));
        await _watches.End(7, SessionEnd.TargetExited);
        await _watches.Outcome(7);
        _later.Writer.TryWrite(new FoundTarget(8, "Orders"));
        await _watches.Begun(8);
        Assert.False(run.IsCompleted);
        await _stop.CancelAsync();

        WatchSetResult result = await run.WithinLimit();
        Assert.Equal(SessionEnd.Stopped, result.End);
        Assert.Equal([(7, SessionEnd.TargetExited), (8, SessionEnd.Stopped)], result.Targets.Select(t => (t.ProcessId, t.Result!.Session.End)));
    }

    [Fact]
    public async Task One_targets_failure_is_its_own_outcome_and_ends_nothing_else()
    {
        _watches.Failures[1] = new WatchException("process 1 (Old) cannot be watched: its runtime is 5.0.1");
        _watches.Failures[2] = new TimeoutException("too late");
        _watches.Failures[3] = new InvalidOperationException("two\nlines");
        Task<WatchSetResult> run = Run(endsWithTargets: true, 1, 2, 3, 4);
        await _watches.Outcome(1);
        await _watches.Outcome(2);
        await _watches.Outcome(3);
        Assert.False(run.IsCompleted);
        await _watches.End(4, SessionEnd.TargetExited);

        IReadOnlyList<TargetOutcome> outcomes = (await run.WithinLimit()).Targets;
        Assert.Equal("process 1 (Old) cannot be watched: its runtime is 5.0.1", outcomes[0].Failure);
        Assert.Equal("process 2 does not answer: is it stopped (SIGSTOP), or overloaded? Try again when it runs", outcomes[1].Failure);
        Assert.Equal(
            "internal error while watching process 3: System.InvalidOperationException: two lines (this is a bug of blockwatch: please open an issue)", outcomes[2].Failure);
        Assert.Equal([null, null, null, 4], outcomes.Select(t => t.Result?.Target.ProcessId));
        Assert.Null(outcomes[3].Failure);
    }

    [Fact]
    public async Task A_target_that_never_opens_is_given_up_and_ends_at_once_if_it_opens_after_all()
    {
        _watches.Stuck = 1;
        Task<WatchSetResult> run = Run(endsWithTargets: true, 1, 2);
        CancellationToken given = await _watches.Opening.Task.WithinLimit();
        await _watches.End(2, SessionEnd.TargetExited);
        await _watches.Outcome(2);
        Assert.False(given.IsCancellationRequested);

        // The patience may begin after the first step of the clock.
        Task<TargetOutcome> stuck = _watches.Outcome(1);
        Eventually.True(
            () =>
            {
                _time.Advance(TimeSpan.FromSeconds(30));
                return stuck.IsCompleted;
            },
            "the target is given up");
        Assert.Equal("process 1 did not open its sessions within 30 s: it may be stopped (SIGSTOP)", (await stuck).Failure);
        Assert.Equal(2, (await run.WithinLimit()).Targets.Count);
        Assert.True(given.IsCancellationRequested);
        _watches.Unstick.Set();
    }

    [Fact]
    public async Task The_duration_is_the_whole_watchs_and_late_targets_have_less_of_it()
    {
        Task<WatchSetResult> run = Run(endsWithTargets: false, TenSeconds, 1);
        await _watches.Begun(1);
        _time.Advance(TimeSpan.FromSeconds(4));
        _later.Writer.TryWrite(new FoundTarget(2, "Orders"));
        await _watches.Begun(2);
        Assert.Equal([TenSeconds, TimeSpan.FromSeconds(6)], new[] { 1, 2 }.Select(id => _watches.Options[id].Duration));
        _time.Advance(TimeSpan.FromSeconds(6));
        await _watches.End(1, SessionEnd.DurationOver);
        await _watches.End(2, SessionEnd.DurationOver);

        WatchSetResult result = await run.WithinLimit();
        Assert.Equal((SessionEnd.DurationOver, 10_000), (result.End, result.DurationMs));
    }

    [Fact]
    public async Task Targets_whose_duration_is_over_have_not_exited()
    {
        Task<WatchSetResult> run = Run(endsWithTargets: true, TenSeconds, 1);
        await _watches.End(1, SessionEnd.DurationOver);

        Assert.Equal(SessionEnd.DurationOver, (await run.WithinLimit()).End);
    }

    [Fact]
    public async Task When_the_command_has_exited_what_it_left_running_is_watched_no_longer()
    {
        Task<WatchSetResult> run = Run(endsWithTargets: false, 1);
        await _watches.Begun(1);
        await _exited.CancelAsync();

        WatchSetResult result = await run.WithinLimit();
        Assert.Equal((SessionEnd.TargetExited, SessionEnd.Stopped), (result.End, result.Targets.Single().Result!.Session.End));
    }

    [Fact]
    public async Task Targets_share_the_turns_of_their_bursts_while_they_are_watched()
    {
        Task<WatchSetResult> run = Run(endsWithTargets: true, 1, 2);
        await _watches.Begun(1);
        await _watches.Begun(2);
        Assert.NotNull(_watches.Options[1].BurstGate);
        Assert.Same(_watches.Options[1].BurstGate, _watches.Options[2].BurstGate);
        Assert.Equal(2, _watches.Options[1].BurstGate!.Share);
        await _watches.End(1, SessionEnd.TargetExited);
        await _watches.Outcome(1);
        Assert.Equal(1, _watches.Options[2].BurstGate!.Share);
        await _watches.End(2, SessionEnd.TargetExited);
        await run.WithinLimit();
    }

    private Task<WatchSetResult> Run(bool endsWithTargets, params int[] ids) => Run(endsWithTargets, null, ids);

    private Task<WatchSetResult> Run(bool endsWithTargets, TimeSpan? duration, params int[] ids)
    {
        var set = new TargetSet("attach", new WatchOptions { Duration = duration }, _watches, _watches.WatchAsync, _time);
        return set.RunAsync([.. ids.Select(id => new FoundTarget(id, "Orders"))], LaterAsync, endsWithTargets, _stop.Token, _exited.Token);
    }

    private async IAsyncEnumerable<FoundTarget> LaterAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            FoundTarget found;
            try
            {
                found = await _later.Reader.ReadAsync(stop);
            }
            catch (OperationCanceledException)
            {
                yield break;
            }

            yield return found;
        }
    }
}
