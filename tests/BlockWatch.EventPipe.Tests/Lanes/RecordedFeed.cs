using BlockWatch.Detection.Events;
using BlockWatch.EventPipe.Lanes;

namespace BlockWatch.EventPipe.Tests.Lanes;

/// <summary>Keeps what a lane publishes.</summary>
internal sealed class RecordedFeed : IEventFeed
{
    public List<RuntimeEvent> Events { get; } = [];

    public void Publish(in RuntimeEvent runtimeEvent) => Events.Add(runtimeEvent);
}
