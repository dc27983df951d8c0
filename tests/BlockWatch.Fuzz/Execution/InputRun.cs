using System.Diagnostics;
using BlockWatch.Fuzz.Results;
using BlockWatch.Fuzz.Targets;

namespace BlockWatch.Fuzz.Execution;

/// <summary>Gives one input to a target and says what came of it, whatever that is, as long as the process lives.</summary>
internal static class InputRun
{
    public static InputResult Run(IFuzzTarget target, byte[] input)
    {
        PeakMemory.Reset();
        long start = Stopwatch.GetTimestamp();
        string outcome;
        string? fault = null;
        try
        {
            outcome = target.Run(input);
        }
#pragma warning disable CA1031 // Whatever gets out is what is looked for.
        catch (Exception e)
#pragma warning restore CA1031
        {
            outcome = e is BrokenPromiseException ? "broken promise" : e.GetType().Name;
            fault = e is BrokenPromiseException ? e.Message : e.ToString();
        }

        TimeSpan time = Stopwatch.GetElapsedTime(start);
        long peak = PeakMemory.Bytes();
        if (fault is null && peak > PeakMemory.Limit)
        {
            (outcome, fault) = ("too much memory", FormattableString.Invariant($"the process had {peak >> 20} MB, more than the limit of {PeakMemory.Limit >> 20} MB"));
        }

        return new InputResult(outcome, fault, time, peak);
    }
}
