using BlockWatch.Detection.Events;
using BlockWatch.EventPipe.Lanes;

namespace BlockWatch.Benchmarks.Micro;

/// <summary>Counts work items and keeps nothing.</summary>
internal sealed class DroppingFeed : IEventFeed
{
    public long WorkItems { get; private set; }

    public void Publish(in RuntimeEvent runtimeEvent)
    {
        if (runtimeEvent.Kind == RuntimeEventKind.WorkItemStarted)
        {
            WorkItems++;
        }
    }
}
