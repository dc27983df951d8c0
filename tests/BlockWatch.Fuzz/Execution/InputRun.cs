using System.Diagnostics;
using BlockWatch.Fuzz.Results;
using BlockWatch.Fuzz.Targets;

namespace BlockWatch.Fuzz.Execution;

/// <summary>Gives one input to a target and says what came of it, whatever that is, as long as the process lives.</summary>
internal static class InputRun
{
    /// <summary>The outcome of an input for which the process had more than <see cref="PeakMemory.Limit"/>; inputs before it may have left that behind.</summary>
    public const string TooMuchMemory = "too much memory";

    public static InputResult Run(IFuzzTarget target, byte[] input)
    {
        InputResult result = RunOnce(target, input);
        return result.PeakBytes <= PeakMemory.Limit || result.Fault is not null
            ? result
            : result with
            {
                Outcome = TooMuchMemory,
                Fault = FormattableString.Invariant($"the process had {result.PeakBytes >> 20} MB, more than the limit of {PeakMemory.Limit >> 20} MB"),
            };
    }

    private static InputResult RunOnce(IFuzzTarget target, byte[] input)
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
        return new InputResult(outcome, fault, time, PeakMemory.Bytes());
    }
}
