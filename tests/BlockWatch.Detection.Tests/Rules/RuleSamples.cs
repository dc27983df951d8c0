using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Rules;
using BlockWatch.Detection.Sites;
using BlockWatch.Detection.Stacks;

namespace BlockWatch.Detection.Tests.Rules;

/// <summary>One site for each rule: the one that its page shows.</summary>
internal static class RuleSamples
{
    public static Site SiteOf(string ruleId) => ruleId switch
    {
        "BW0001" => Of(BlockingCategory.TaskWait, "SampleTargets.Scenarios.SyncOverAsync.WaitAsync(TruthLog)", "Task.Wait", "await"),
        "BW0002" => Of(BlockingCategory.PrimitiveWait, "SampleTargets.Scenarios.Parallels.InvokeAsync(TruthLog)", "Parallel.Invoke", "Task.WhenAll"),
        "BW0003" => Of(BlockingCategory.Lock, "SampleTargets.Scenarios.LockConvoy.PostAsync(TruthLog)", "Monitor.Enter", "a shorter section"),
        "BW0004" => Of(BlockingCategory.Sleep, "SampleTargets.Scenarios.LongContinuation.SleepAsync(TruthLog)", "Thread.Sleep", "Task.Delay"),
        "BW0005" => Of(BlockingCategory.File, "SampleTargets.Scenarios.Files.ReadAsync(TruthLog)", "File.ReadAllText", "File.ReadAllTextAsync"),
        "BW0006" => Of(BlockingCategory.Cpu, "SampleTargets.Scenarios.CpuBound.HashAsync(TruthLog)", "SHA256.HashData", null),
        "BW0007" => SiteFactory.ForRule("BW0007"),
        "BW0008" => Of(BlockingCategory.Lock, "SampleTargets.Scenarios.DeadlockLocks.Audit(TruthLog, CountdownEvent)", null, null) with { RuleId = "BW0008" },
        "BW0009" => SiteFactory.Unexplained,
        "BW0010" => Of(BlockingCategory.GarbageCollection, null, null, null),
        "BW0011" => SiteFactory.OfLostTask(FrameOf("SampleTargets.Scenarios.FireAndForget.NotifyAsync(TruthLog)", "SampleTargets")),
        "BW0012" => SiteFactory.OnLoop(Of(BlockingCategory.TaskWait, "SampleTargets.Scenarios.EventLoop.ResultAsync(TruthLog)", "Task<T>.Result", "await"), "event loop"),
        _ => throw new ArgumentOutOfRangeException(nameof(ruleId), ruleId, "No sample."),
    };

    /// <summary>The title that its page shows: a deadlock is called by its ring, which no site has.</summary>
    public static string TitleOf(IRule rule) => rule.Description.Id == "BW0008"
        ? "Deadlock of 2 threads: DeadlockLocks.Audit ⇄ DeadlockLocks.Deposit"
        : rule.Title(SiteOf(rule.Description.Id));

    public static Site Of(BlockingCategory category, string? user, string? blocking, string? replacement) =>
        SiteFactory.Create(new StackVerdict(category, user is null ? null : FrameOf(user, "Shop"), blocking is null ? null : FrameOf(blocking, "System.Private.CoreLib"), replacement));

    private static Frame FrameOf(string method, string module) => new() { Method = method, Module = module };
}
