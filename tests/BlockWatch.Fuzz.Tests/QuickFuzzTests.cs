using BlockWatch.Fuzz.Execution;
using BlockWatch.Fuzz.Results;
using BlockWatch.Fuzz.Targets;

namespace BlockWatch.Fuzz.Tests;

/// <summary>A few thousand inputs of a fixed seed. The command gives as many as it is told to, in processes of their own: docs/fuzzing.md.</summary>
public class QuickFuzzTests
{
    private const int Seed = 20_261_129;

    public static TheoryData<string> Targets() => [.. FuzzTargets.All.Where(target => target.QuickCount > 0).Select(target => target.Name)];

    [Theory]
    [MemberData(nameof(Targets))]
    public void The_product_bears_inputs_that_are_nearly_right(string name)
    {
        FuzzTarget target = FuzzTargets.ByName(name);
        using WorkFolder folder = new();
        IFuzzTarget made = target.Create(folder);
        List<string> faults = [];
        HashSet<string> outcomes = [];
        for (int number = 0; number < target.QuickCount; number++)
        {
            InputResult result = InputRun.Run(made, made.Make(FuzzRandom.Of(Seed, number)));
            outcomes.Add(result.Outcome);

            // The memory of this process is that of all tests: the command looks at it.
            if (result is { Fault: { } fault, Outcome: not InputRun.TooMuchMemory })
            {
                faults.Add($"input {number}: {fault}");
            }

            Assert.True(result.Time < WorkerProcess.UsualPatience, $"input {number} took {result.Time}");
        }

        Assert.Empty(faults);

        // Inputs that all end alike would try nothing.
        Assert.True(outcomes.Count > 1, string.Join(", ", outcomes));
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void A_seed_and_a_number_always_give_the_same_input(string name)
    {
        using WorkFolder one = new();
        using WorkFolder other = new();
        IFuzzTarget first = FuzzTargets.ByName(name).Create(one);
        IFuzzTarget second = FuzzTargets.ByName(name).Create(other);
        byte[][] inputs = [.. Enumerable.Range(0, 20).Select(number => first.Make(FuzzRandom.Of(Seed, number)))];

        Assert.Equal(inputs[7], first.Make(FuzzRandom.Of(Seed, 7)));
        Assert.True(inputs.DistinctBy(Convert.ToBase64String).Count() > 10);
        if (name != "symbols")
        {
            Assert.Equal(inputs, Enumerable.Range(0, 20).Select(number => second.Make(FuzzRandom.Of(Seed, number))));
        }
    }
}
