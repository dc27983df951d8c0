using BlockWatch.Benchmarks.Targets;

namespace BlockWatch.Benchmarks.Load;

/// <summary>Empty work items, which the target queues by itself. In the place of a request stands a work item.</summary>
internal sealed class WorkLoad : ILoad
{
    private readonly TargetProcess _target;

    private WorkLoad(TargetProcess target) => _target = target;

    /// <summary>What really ran, by the target's own count.</summary>
    public long Answered => _target.CountWorkAsync().GetAwaiter().GetResult().Done;

    public long Failed => 0;

    public static async Task<WorkLoad> StartAsync(TargetProcess target, int perSecond)
    {
        await target.QueueWorkAsync(perSecond);
        return new WorkLoad(target);
    }

    public async ValueTask DisposeAsync() => await _target.QueueWorkAsync(0);
}
