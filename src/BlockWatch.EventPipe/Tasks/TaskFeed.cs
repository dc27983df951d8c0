using BlockWatch.Detection.Async;
using BlockWatch.Detection.Events;
using BlockWatch.EventPipe.Lanes;

namespace BlockWatch.EventPipe.Tasks;

/// <summary>The await graph behind a lock: one thread feeds it, another looks at it.</summary>
internal sealed class TaskFeed : IEventFeed
{
    private readonly object _gate = new();
    private readonly AsyncGraph _graph = new();

    public void Publish(in RuntimeEvent runtimeEvent)
    {
        lock (_gate)
        {
            _graph.Observe(runtimeEvent);
        }
    }

    public AsyncSnapshot Snapshot()
    {
        lock (_gate)
        {
            return _graph.Snapshot();
        }
    }
}
