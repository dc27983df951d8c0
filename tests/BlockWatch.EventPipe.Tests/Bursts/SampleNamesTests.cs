using BlockWatch.EventPipe.Bursts;
using BlockWatch.EventPipe.Lanes;
using BlockWatch.EventPipe.Tests.Stacks;
using MethodBase = System.Reflection.MethodBase;

namespace BlockWatch.EventPipe.Tests.Bursts;

/// <summary>A burst whose last sample is from 1,000 ms; its session was drained 90 ms later. Times in milliseconds.</summary>
public sealed class SampleNamesTests : IDisposable
{
    private const ulong Code = 0x1000;
    private const ulong Stub = 0x9000;
    private const long LastSample = 1_000;
    private const long Drained = LastSample + 90;

    private readonly KnownMethods _methods = new(typeof(SampleNamesTests));
    private readonly SortedDictionary<long, Action> _later = [];
    private long _nowMs = Drained;
    private long _watermarkMs = 700;

    public void Dispose() => _methods.Dispose();

    [Fact]
    public async Task What_has_a_name_is_not_waited_for()
    {
        AddMethod();
        Assert.Equal(Drained, await WaitAsync(Code));
    }

    [Fact]
    public async Task What_the_lane_would_have_told_by_now_is_not_waited_for()
    {
        _watermarkMs = LastSample;
        Assert.Equal(Drained, await WaitAsync(Code, Stub));
    }

    [Fact]
    public async Task A_name_that_comes_ends_the_wait()
    {
        _later[Drained + 40] = AddMethod;
        Assert.Equal(Drained + 40, await WaitAsync(Code));
        Assert.True(_methods.Resolver.CanResolve([Code + 1]));
    }

    // Of 165 stalls one was named 400 ms late: a thread that was not even its own had code of the runtime on its stack, and the waits lane had nothing to tell.
    [Fact]
    public async Task A_name_that_never_comes_is_waited_for_until_two_flushes_brought_nothing()
    {
        AddMethod();
        Assert.Equal(LastSample + 200, await WaitAsync(Code, Stub));
    }

    [Fact]
    public async Task It_is_not_waited_for_twice()
    {
        await WaitAsync(Stub);
        long again = _nowMs;
        Assert.Equal(again, await WaitAsync(Stub));
    }

    [Fact]
    public async Task At_least_one_flush_is_waited_for_when_the_burst_took_long_to_end()
    {
        _nowMs = LastSample + 700;
        Assert.Equal(LastSample + 800, await WaitAsync(Stub));
    }

    [Fact]
    public async Task A_lane_that_is_behind_and_goes_on_is_waited_for()
    {
        _later[Drained + 100] = () => _watermarkMs = 800;
        _later[Drained + 200] = () => _watermarkMs = 900;
        _later[Drained + 300] = () =>
        {
            _watermarkMs = LastSample + 5;
            AddMethod();
        };
        Assert.Equal(Drained + 300, await WaitAsync(Code));
        Assert.True(_methods.Resolver.CanResolve([Code + 1]));
    }

    [Fact]
    public async Task A_lane_that_stays_behind_is_not_waited_for_for_ever()
    {
        for (long time = Drained; time < Drained + 2_000; time += 50)
        {
            _later[time] = () => _watermarkMs++;
        }

        Assert.Equal(Drained + 400, await WaitAsync(Stub));
    }

    private void AddMethod() => _methods.Add(MethodBase.GetCurrentMethod()!, Code);

    // Returns when the wait was over.
    private async Task<long> WaitAsync(params ulong[] addresses)
    {
        var names = new SampleNames(_methods.Resolver, () => _nowMs * 1_000_000, () => _watermarkMs * 1_000_000, PassAsync);
        await names.WaitAsync([.. addresses.Select((address, i) => new RawSample((LastSample - addresses.Length + 1 + i) * 1_000_000, i, [address + 1], RanManagedCode: false))]);
        return _nowMs;
    }

    private Task PassAsync(TimeSpan time)
    {
        _nowMs += (long)time.TotalMilliseconds;
        foreach (long due in _later.Keys.TakeWhile(due => due <= _nowMs).ToList())
        {
            _later.Remove(due, out Action? happens);
            happens!();
        }

        return Task.CompletedTask;
    }
}
