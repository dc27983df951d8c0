using BlockWatch.Faults.Running;

namespace BlockWatch.Faults.Cases;

/// <summary>One thing that is done to blockwatch or its target, and what must come of it.</summary>
internal interface IFaultCase
{
    /// <summary>What the command line calls it.</summary>
    string Name { get; }

    /// <summary>What is done, in the table's words.</summary>
    string Fault { get; }

    /// <summary>What must come of it, besides what <see cref="FaultScene"/> always checks.</summary>
    string Expected { get; }

    /// <summary>How often it is done, unless told otherwise.</summary>
    int Repeats => 1;

    /// <summary>Why it cannot be tried here; null when it can.</summary>
    /// <param name="runtime">Major version of .NET.</param>
    string? WhyNot(int runtime) => null;

    /// <summary>What the target is started with.</summary>
    TargetPlan Target => new();

    /// <summary>Does it, once, to the scene's target. The scene checks afterwards that the target is as it was.</summary>
    Task RunAsync(FaultScene scene);
}
