using System.Text.Json;

namespace BlockWatch.EndToEnd.Tests.Watching;

/// <summary>The tasks of a live process: who awaits whom, by their full names, and what is blocked on them.</summary>
[Collection(EndToEndCollection.Name)]
public class TasksTests
{
    private const string Scenario = "SampleTargets.Scenarios.AwaitChain.";

    private readonly ToolFixture _fixture;

    public TasksTests(ToolFixture fixture)
    {
        _fixture = fixture;
    }

    [Theory]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(10)]
    public async Task A_chain_of_awaits_has_the_names_that_were_written(int runtime)
    {
        await using SampleTarget target = await SampleTarget.StartAsync(PublishedTargets.Executable(runtime), "await-chain", "--load", "healthy");

        // A request is in this chain most of the time, and not always: the look is repeated, not lengthened.
        await using ProcessRun run = ProcessRun.Start(_fixture.Tool.Command("tasks", "-p", Text.Number(target.ProcessId), "--watch", "--json"));
        OutputLine line = await run.WaitForOutputLineAsync(
            text => Chains(text).Contains($"{Scenario}CheckoutAwaitedAsync() > {Scenario}PlaceOrderAwaitedAsync() > {Scenario}SaveAwaitedAsync() > Task.Delay"),
            TestTimeouts.SignOfLife);
        run.Send(Signal.Interrupt);
        ProcessResult result = await run.WaitAsync(TestTimeouts.Command);

        await PublishedSchema.AssertTasksAsync(line.Text);
        using JsonDocument look = JsonDocument.Parse(line.Text);
        Assert.Equal(1, look.RootElement.GetProperty("schemaVersion").GetInt32());
        Assert.Equal(target.ProcessId, look.RootElement.GetProperty("target").GetProperty("pid").GetInt32());
        using JsonDocument last = JsonDocument.Parse(result.EnsureSuccess().Output.TrimEnd('\n').Split('\n')[^1]);
        Assert.Equal("stopped", last.RootElement.GetProperty("end").GetString());
        ProcessResult ended = await target.EndAsync();
        Assert.Contains("failed=0", ended.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_loop_that_blocks_on_a_task_that_needs_it_is_at_the_top_with_what_was_posted_to_it()
    {
        await using SampleTarget target = await SampleTarget.StartAsync(PublishedTargets.Executable(10), "deadlock-context");

        // The deadlock comes 2.5 seconds after the target is ready: the look begins before and lasts beyond.
        ProcessResult result = await ProcessRun.RunAsync(
            _fixture.Tool.Command("tasks", "-p", Text.Number(target.ProcessId), "--watch", "--duration", "5s"), TestTimeouts.Command);

        string text = result.EnsureSuccess().Output;
        Assert.Matches(
            "\nthread [0-9]+ \\(event loop\\): blocked for [0-9.]+ m?s, on\n└─ SampleTargets\\.Scenarios\\.DeadlockContext\\.LoadTitleAsync\\(\\): posted and not yet resumed, ", text);
    }

    // Every chain from a task that is named in full, down to what it awaits last.
    private static IReadOnlyList<string> Chains(string json)
    {
        using JsonDocument look = JsonDocument.Parse(json);
        Dictionary<long, (string Name, long? Awaits)> tasks = look.RootElement.GetProperty("tasks").EnumerateArray().ToDictionary(
            task => task.GetProperty("id").GetInt64(),
            task => (task.GetProperty("name").GetString()!, task.GetProperty("awaits").ValueKind == JsonValueKind.Null ? (long?)null : task.GetProperty("awaits").GetInt64()));
        return [.. tasks.Keys.Select(id => string.Join(" > ", Below(id).Take(tasks.Count)))];

        IEnumerable<string> Below(long? id)
        {
            while (id is { } known && tasks.TryGetValue(known, out (string Name, long? Awaits) task))
            {
                yield return task.Name;
                id = task.Awaits;
            }
        }
    }
}
