using BlockWatch.Detection.Events;

namespace BlockWatch.EventPipe.Lanes;

/// <summary>Where translated events go. Calls may come from several threads.</summary>
internal interface IEventFeed
{
    void Publish(in RuntimeEvent runtimeEvent);
}
