using BlockWatch.Detection.Events;
using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Rules;
using BlockWatch.Detection.Sites;
using BlockWatch.Detection.Tests.Deadlocks;
using BlockWatch.Detection.Tests.Explanation;
using BlockWatch.TestKit.Simulation;

namespace BlockWatch.Detection.Tests.Rules;

/// <summary>Each rule is proven: a simulated stall of its cause is its finding, and a program of the sample targets makes it for real.</summary>
public sealed class RuleProofTests
{
    // What no scenario is made for, and why.
    private static readonly Dictionary<string, string> WithoutScenario = new()
    {
        ["BW0009"] = "what nothing explains cannot be made on purpose; runs of most scenarios have one",
    };

    public static TheoryData<string> Ids => [.. RuleCatalog.All.Select(r => r.Description.Id)];

    [Theory]
    [InlineData("BW0001", BlockingCategory.TaskWait)]
    [InlineData("BW0002", BlockingCategory.PrimitiveWait)]
    [InlineData("BW0003", BlockingCategory.Lock)]
    [InlineData("BW0004", BlockingCategory.Sleep)]
    [InlineData("BW0005", BlockingCategory.File)]
    [InlineData("BW0006", BlockingCategory.Cpu)]
    [InlineData("BW0010", BlockingCategory.RuntimeWork)]
    public void A_stall_of_the_cause_is_a_finding_of_the_rule(string id, BlockingCategory category)
    {
        EventScript script = new EventScript().BeatsUntil(600).At(0).Start(1)
            .Burst(1, TestStacks.Blocked(category, "Orders.Load", "Api.Call"), 60, 61, 150).At(300).Idle(1);

        Simulation simulation = new Simulation().Run(script).Complete(600);

        Site found = Assert.Single(Assert.Single(simulation.Listener.Closed).Parts).Site;
        Assert.Equal(category, found.Category);
        Assert.Equal(id, SiteFactory.Create(new StackVerdict(found.Category, found.UserFrame, found.BlockingFrame, found.Replacement)).RuleId);
    }

    [Fact]
    public void A_queue_that_nothing_completes_is_a_finding_of_BW0007()
    {
        EventScript script = new EventScript();
        for (int look = 0; look < 10; look++)
        {
            script.At(look * 100).Count(8, look * 20, 0);
        }

        Simulation simulation = new Simulation().Run(script.BeatsUntil(3000, 1000)).Complete(3000);

        Assert.Contains(simulation.Snapshot.Findings, f => f.Site.RuleId == "BW0007");
    }

    [Fact]
    public void Two_threads_that_wait_for_each_others_locks_is_a_finding_of_BW0008()
    {
        Simulation simulation = new Simulation().Run(DeadlockScripts.TwoLocks().BeatsUntil(3000)).Complete(3000);

        Assert.Contains(simulation.Snapshot.Findings, f => f.Site.RuleId == "BW0008");
    }

    [Fact]
    public void A_stall_without_evidence_is_a_finding_of_BW0009()
    {
        Simulation simulation = new Simulation().Run(new EventScript().At(0).Start(1).At(200).Idle(1).BeatsUntil(300, 210)).Complete(300);

        Assert.Equal("BW0009", Assert.Single(simulation.Snapshot.Findings).Site.RuleId);
    }

    [Fact]
    public void A_task_that_fails_without_an_awaiter_is_a_finding_of_BW0011()
    {
        RuntimeEvent[] events =
        [
            RuntimeEvent.OperationStarted(1, 1, 5, "Async: <NotifyAsync>d__9"), RuntimeEvent.ExecutionStarted(2, 2, 5),
            RuntimeEvent.OperationEnded(3, 2, 5, TaskOutcome.Faulted), RuntimeEvent.ExecutionEnded(4, 2),
        ];

        Assert.Equal("BW0011", Assert.Single(new Simulation().Run(events).Complete(600).Snapshot.Findings).Site.RuleId);
    }

    [Fact]
    public void A_loop_that_waits_in_a_continuation_is_a_finding_of_BW0012()
    {
        EventScript script = new EventScript().BeatsUntil(600)
            .At(100).Wait(7, TestStacks.OnLoop(BlockingCategory.TaskWait, "Form.Show", "Task.Wait")).At(300).WaitEnd(7);

        Assert.Equal("BW0012", Assert.Single(new Simulation().Run(script).Complete(600).Snapshot.Findings).Site.RuleId);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Each_rule_has_a_scenario_or_says_why_it_has_none(string id)
    {
        string[] scenarios = Directory.GetFiles(Repository.PathOf("sample-targets", "SampleTargets", "Scenarios"), "*.cs");

        Assert.True(
            WithoutScenario.ContainsKey(id) || scenarios.Any(s => File.ReadAllText(s).Split('\n').Any(l => l.Contains("Faulty(", StringComparison.Ordinal) && l.Contains($"\"{id}\"", StringComparison.Ordinal))),
            $"no Facts in sample-targets/SampleTargets/Scenarios name {id}");
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Each_rule_has_a_test_of_its_own(string id)
    {
        string source = File.ReadAllText(Repository.PathOf("tests", "BlockWatch.Detection.Tests", "Rules", "RuleProofTests.cs"));

        Assert.True(
            source.Contains($"[InlineData(\"{id}\", BlockingCategory.", StringComparison.Ordinal) || source.Contains($"_is_a_finding_of_{id}()", StringComparison.Ordinal),
            $"RuleProofTests proves no finding of {id}");
    }
}
