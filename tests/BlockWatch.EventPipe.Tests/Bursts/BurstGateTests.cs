using BlockWatch.EventPipe.Bursts;

namespace BlockWatch.EventPipe.Tests.Bursts;

public sealed class BurstGateTests : IDisposable
{
    private readonly BurstGate _gate = new();
    private readonly TaskCompletionSource _underWay = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> _taken = [];

    public void Dispose() => _gate.Dispose();

    [Fact]
    public async Task A_random_burst_is_left_out_while_another_target_has_one()
    {
        Task other = _gate.TakeAsync(isWanted: false, Take("other", until: _underWay.Task), CancellationToken.None);
        await _gate.TakeAsync(isWanted: false, Take("random"), CancellationToken.None).WithinLimit();
        _underWay.SetResult();
        await other.WithinLimit();
        Assert.Equal(["other"], _taken);

        await _gate.TakeAsync(isWanted: false, Take("random"), CancellationToken.None).WithinLimit();
        Assert.Equal(["other", "random"], _taken);
    }

    [Fact]
    public async Task A_burst_that_a_stall_waits_for_is_taken_however_long_the_other_one_takes()
    {
        Task other = _gate.TakeAsync(isWanted: false, Take("other", until: _underWay.Task), CancellationToken.None);
        await _gate.TakeAsync(isWanted: true, Take("wanted"), CancellationToken.None).WithinLimit();
        Assert.Equal(["other", "wanted"], _taken);

        // It had no turn to give back: the other one still has it.
        await _gate.TakeAsync(isWanted: false, Take("random"), CancellationToken.None).WithinLimit();
        Assert.Equal(["other", "wanted"], _taken);
        _underWay.SetResult();
        await other.WithinLimit();
    }

    [Fact]
    public async Task A_burst_that_fails_gives_its_turn_back()
    {
        await Assert.ThrowsAsync<IOException>(() => _gate.TakeAsync(isWanted: true, () => throw new IOException(), CancellationToken.None));
        await _gate.TakeAsync(isWanted: false, Take("next"), CancellationToken.None).WithinLimit();
        Assert.Equal(["next"], _taken);
    }

    [Fact]
    public void Random_bursts_are_as_rare_for_all_targets_as_for_one()
    {
        Assert.Equal(1, _gate.Share);
        _gate.Join();
        Assert.Equal(1, _gate.Share);
        _gate.Join();
        _gate.Join();
        Assert.Equal(3, _gate.Share);
        _gate.Leave();
        Assert.Equal(2, _gate.Share);
    }

    private Func<Task> Take(string name, Task? until = null) => () =>
    {
        _taken.Add(name);
        return until ?? Task.CompletedTask;
    };
}
