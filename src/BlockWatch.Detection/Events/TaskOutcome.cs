namespace BlockWatch.Detection.Events;

/// <summary>How a task completed. The values are those of the runtime's AsyncCausalityStatus.</summary>
public enum TaskOutcome
{
    /// <summary>The runtime said something else.</summary>
    Unknown = 0,

    RanToCompletion = 1,

    Canceled = 2,

    Faulted = 3,
}
