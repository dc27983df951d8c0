namespace BlockWatch.Detection.Events;

/// <summary>The stream that an event came by. Times never go back within a lane; lanes run behind each other by up to some 200 ms.</summary>
public enum Lane : byte
{
    /// <summary>Lane 1: work items, workers, pool, suspensions, requests. Its heartbeat is the detector's clock.</summary>
    Spans,

    /// <summary>Lane 2: waits and contention, with stacks.</summary>
    Waits,

    /// <summary>Lane 3: sampler bursts.</summary>
    Bursts,

    /// <summary>Lane 4: tasks and async methods, who awaits whom. On in windows only.</summary>
    Async,
}
