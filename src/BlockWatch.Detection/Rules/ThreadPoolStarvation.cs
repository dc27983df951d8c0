using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Sites;

namespace BlockWatch.Detection.Rules;

/// <summary>BW0007: work waits because no pool thread is free. A finding on the pool; the sites are its culprits.</summary>
internal sealed class ThreadPoolStarvation : IRule
{
    public RuleDescription Description { get; } = new(
        "BW0007",
        "thread-pool-starvation",
        "Work waits in the queue because every thread of the pool is taken.",
        Severity.Error);

    public IReadOnlyList<BlockingCategory> Categories { get; } = [];

    public string Title(Site site) => "Thread-pool starvation";

    public string Advice(Site site) =>
        "Fix the sites that hold the threads, the one with the most pool-thread-seconds first. More threads (ThreadPool.SetMinThreads) "
        + "only move the limit and cost memory.";
}
