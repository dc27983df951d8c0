using BlockWatch.Fuzz.Execution;
using BlockWatch.Fuzz.Guidance;
using BlockWatch.Fuzz.Results;
using BlockWatch.Fuzz.Targets;
using BlockWatch.TestKit;

namespace BlockWatch.Fuzz.Tests;

/// <summary>The command's workers, with a target that does all that must not be.</summary>
public sealed class SupervisorTests : IDisposable
{
    private const int Seed = 3;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Crashes_hangs_exceptions_and_memory_are_seen_counted_and_kept_and_the_rest_goes_on()
    {
        // A seed whose first inputs are one of each kind, the one that takes memory last: where pages are dear that takes seconds, and a hang is to be seen soon.
        FaultyTarget.Fault[] kinds = Enum.GetValues<FaultyTarget.Fault>();
        int last = kinds.Length - 1;
        int seed = Enumerable.Range(1, 100_000).First(seed =>
            FaultOf(seed, last) == FaultyTarget.Fault.TakesMemory && kinds.All(Enumerable.Range(0, kinds.Length).Select(number => FaultOf(seed, number)).Contains));

        FuzzTally tally = await RunAsync(seed, from: 0, last, TimeSpan.FromSeconds(2));
        FuzzTally ofMemory = await RunAsync(seed, from: last, 1, TimeSpan.FromSeconds(60));

        Assert.Equal((last, 1, 1, 1), (tally.Count, tally.Crashes, tally.Hangs, tally.Faults));
        Assert.Equal((1, 0, 0, 1), (ofMemory.Count, ofMemory.Crashes, ofMemory.Hangs, ofMemory.Faults));
        Finding[] findings = [.. tally.Findings, .. ofMemory.Findings];
        Assert.Equal(["InvalidOperationException", "crash", "hang", "too much memory"], findings.Select(finding => finding.Kind).Order(StringComparer.Ordinal));
        foreach (Finding finding in findings)
        {
            byte[] kept = await File.ReadAllBytesAsync(Path.Combine(_folder.Path, FaultyTarget.Name, $"{seed}-{finding.Number}.bin"));
            Assert.Equal([(byte)FaultOf(seed, (int)finding.Number)], kept);
        }
    }

    [Fact]
    public async Task What_inputs_before_it_left_behind_is_no_input_s_own()
    {
        const int Count = LeakingTarget.FirstOverLimit + 2;
        FuzzTally tally = await new Supervisor(FuzzTargets.Leaking, WorkerProgram.Plain, Seed, 0, _folder.Path, TextWriter.Null) { LongestInput = TimeSpan.FromSeconds(60) }
            .RunAsync(Count, CancellationToken.None);

        Assert.Equal((Count, 0, 0, 0), (tally.Count, tally.Crashes, tally.Hangs, tally.Faults));
        Assert.Equal(["well"], tally.Outcomes.Keys);
    }

    [Fact]
    public async Task Inputs_are_made_of_those_that_went_new_ways()
    {
        WorkerProgram program = new(InstrumentedCopy.Make(_folder.Combine("instrumented")), IsGuided: true);
        FuzzTally tally = await new Supervisor(FuzzTargets.ByName("proc"), program, Seed, 0, _folder.Path, TextWriter.Null).RunAsync(200, CancellationToken.None);

        Assert.Equal((200, 0, 0, 0), (tally.Count, tally.Crashes, tally.Hangs, tally.Faults));
        Assert.True(tally.IsGuided);
        Assert.InRange(tally.Outcomes.Count, 5, 200);
    }

    private Task<FuzzTally> RunAsync(int seed, int from, int count, TimeSpan longestInput) =>
        new Supervisor(FuzzTargets.Faulty, WorkerProgram.Plain, seed, from, _folder.Path, TextWriter.Null) { LongestInput = longestInput }.RunAsync(count, CancellationToken.None);

    private static FaultyTarget.Fault FaultOf(int seed, int number) => (FaultyTarget.Fault)new FaultyTarget().Make(FuzzRandom.Of(seed, number))[0];
}
