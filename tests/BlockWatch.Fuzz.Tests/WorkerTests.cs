using BlockWatch.Fuzz.Execution;
using BlockWatch.Fuzz.Output;
using BlockWatch.Fuzz.Results;
using BlockWatch.Fuzz.Targets;

namespace BlockWatch.Fuzz.Tests;

public class WorkerTests
{
    [Fact]
    public void A_workers_lines_come_back_as_they_were()
    {
        InputResult fault = new("Exception", "a\nb - c", TimeSpan.FromMilliseconds(12), 77 << 20);
        InputResult well = new("Done: nothing", null, TimeSpan.FromMilliseconds(1), 1 << 20);

        Assert.Equal(new WorkerLine(3, null), WorkerLine.Read(WorkerLine.Begin(3)));
        Assert.Equal(new WorkerLine(3, fault), WorkerLine.Read(WorkerLine.End(3, fault)));
        Assert.Equal(new WorkerLine(4, well), WorkerLine.Read(WorkerLine.End(4, well)));
        Assert.Throws<FormatException>(() => WorkerLine.Read("Unhandled exception"));
    }

    // A fuzzer that sees no fault where there is one would be worse than none.
    [Fact]
    public void What_a_target_throws_and_what_it_promises_and_does_not_keep_are_faults()
    {
        InputResult thrown = InputRun.Run(new Faulty(static () => throw new InvalidOperationException("oh")), []);
        InputResult broken = InputRun.Run(new Faulty(static () => throw new BrokenPromiseException("exit code 70")), []);
        InputResult well = InputRun.Run(new Faulty(static () => "well"), []);

        Assert.Equal("InvalidOperationException", thrown.Outcome);
        Assert.Contains("oh", thrown.Fault, StringComparison.Ordinal);
        Assert.Equal(("broken promise", "exit code 70"), (broken.Outcome, broken.Fault));
        Assert.Equal(("well", null), (well.Outcome, well.Fault));
    }

    [Theory]
    [InlineData("a\u001b[2J")]
    [InlineData("a\rb")]
    [InlineData("a\u009b")]
    [InlineData("a\u202eb")]
    [InlineData("a\u2028b")]
    public void What_a_terminal_obeys_is_found(string text) => Assert.Throws<BrokenPromiseException>(() => ControlCharacters.Refuse(text, "a test"));

    [Fact]
    public void Lines_and_letters_are_not_obeyed() => ControlCharacters.Refuse("Zoë 😀\n\tnaïve\n", "a test");

    [Fact]
    public void Equal_faults_have_one_key_whatever_their_numbers()
    {
        const string Stack = "System.Exception: x {0}\n   at System.Convert.X()\n   at BlockWatch.EventPipe.Y.Z(Int32 a) in /a/b.cs:line {0}\n   at BlockWatch.Fuzz.W()";

        Assert.Equal(Finding.KeyOf("E", Stack.Replace("{0}", "1", StringComparison.Ordinal)), Finding.KeyOf("E", Stack.Replace("{0}", "22", StringComparison.Ordinal)));
        Assert.Equal("E: at BlockWatch.EventPipe.Y.Z(Int32 a)", Finding.KeyOf("E", Stack));
    }

    [Fact]
    public void The_table_adds_up_what_several_runs_did()
    {
        FuzzTally first = new() { Target = "report", Seed = 1, From = 0, Seconds = 2 };
        first.Add(0, new InputResult("a", null, TimeSpan.FromMilliseconds(3.2), 5 << 20));
        first.Add(1, new InputResult("b", null, TimeSpan.FromMilliseconds(1), 9 << 20));
        FuzzTally second = new() { Target = "report", Seed = 2, From = 0, Seconds = 1, Hangs = 1 };
        second.Add(0, new InputResult("b", null, TimeSpan.FromMilliseconds(7), 1 << 20));
        FuzzTally other = new() { Target = "diff", Seed = 1, From = 0, Seconds = 1 };
        other.Add(0, new InputResult("b", null, TimeSpan.FromMilliseconds(1), 1 << 20));

        Assert.Equal(
            """
            target  inputs  seeds  unique outcomes  crashes  hangs over 10 s  other faults  slowest, ms  peak memory, MB  inputs a second
            report       3      2                2        0                1             0            7                9                1
            diff         1      1                1        0                0             0            1                1                1
            all          4      2                3        0                1             0            7                9                1

            """.ReplaceLineEndings("\n"),
            FuzzTable.Format([first, second, other]));
    }

    private sealed class Faulty(Func<string> run) : IFuzzTarget
    {
        public byte[] Make(Random random) => [];

        public string Run(byte[] input) => run();
    }
}
