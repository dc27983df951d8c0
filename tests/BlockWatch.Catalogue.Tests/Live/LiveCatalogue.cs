using BlockWatch.Catalogue.Tests.Calls;
using BlockWatch.Detection;
using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Stacks;
using BlockWatch.EventPipe.Lanes;

namespace BlockWatch.Catalogue.Tests.Live;

/// <summary>All calls, made once for all tests, and the stacks that they were seen with.</summary>
public sealed class LiveCatalogue : IAsyncLifetime
{
    // More callers that keep a processor busy than this at once, and each is seen too rarely.
    private const int BusyAtOnce = 5;

    // A call that blocks has to get there first; one that is repeated is outside the method for a part of the time.
    private const int LooksAtBlocked = 3;
    private const int LooksAtRepeated = 6;

    private readonly StackExplainer _explainer = new(new DetectionOptions());
    private readonly List<(LiveCall? Call, RawSample Sample)> _samples = [];
    private readonly List<LiveStack> _stacks = [];
    private readonly Dictionary<LiveCall, Exception> _failures = [];

    internal static IReadOnlyList<LiveCall> Calls { get; } = AllCalls.List();

    internal IReadOnlyList<LiveStack> Stacks => _stacks;

    internal Exception? FailureOf(LiveCall call) => _failures.GetValueOrDefault(call);

    /// <summary>Explains a stack that was not seen so, but would be had the JIT inlined some of its frames.</summary>
    internal StackVerdict? Explain(IReadOnlyList<Frame> frames, bool ranManagedCode) => _explainer.Explain(new CallStack(frames), EvidenceKind.Samples, ranManagedCode);

    public async Task InitializeAsync()
    {
        // Unit tests of other calls must not wait for threads that blocked calls hold.
        ThreadPool.SetMinThreads(32, 4);
        using var sampler = new LiveSampler();
        await ObserveAsync(sampler, [.. Calls.Where(c => !c.Repeats)], LooksAtBlocked);
        foreach (LiveCall[] group in Calls.Where(c => c.Repeats).Chunk(BusyAtOnce))
        {
            await ObserveAsync(sampler, group, LooksAtRepeated);
        }

        // Once, at the end: the runtime takes long to list all methods, and keeps those that it has compiled again.
        await sampler.LearnNamesAsync();
        foreach ((LiveCall? call, RawSample sample) in _samples)
        {
            CallStack stack = sampler.Resolve(sample);
            _stacks.Add(new LiveStack(call, stack, sample.RanManagedCode, _explainer.Explain(stack, EvidenceKind.Samples, sample.RanManagedCode)));
        }
    }

    public Task DisposeAsync()
    {
        try
        {
            Directory.Delete(Hold.Root, recursive: true);
        }
        catch (IOException)
        {
            // A call that nothing could end may still write there; the system clears temporary folders.
        }

        return Task.CompletedTask;
    }

    private async Task ObserveAsync(LiveSampler sampler, IReadOnlyList<LiveCall> calls, int looks)
    {
        var callers = new List<Caller>();
        foreach (LiveCall call in calls)
        {
            callers.Add(await Caller.StartAsync(call));
        }

        try
        {
            Dictionary<long, LiveCall> byThread = callers.Where(c => c.ThreadId != 0).ToDictionary(c => c.ThreadId, c => c.Call);
            for (int look = 0; look < looks; look++)
            {
                _samples.AddRange((await sampler.TakeAsync()).Select(s => (byThread.GetValueOrDefault(s.ThreadId), s)));
            }
        }
        finally
        {
            foreach (Caller caller in callers)
            {
                if (caller.Failure is { } failure)
                {
                    _failures[caller.Call] = failure;
                }

                caller.Release();
            }

            foreach (Caller caller in callers)
            {
                await caller.EndAsync();
            }
        }
    }
}
