using BlockWatch.Detection.Deadlocks;
using BlockWatch.Reports.Building;
using BlockWatch.Reports.Model;
using BlockWatch.Reports.Wording;

namespace BlockWatch.Reports.Live;

/// <summary>One deadlock for a person who watches.</summary>
public static class DeadlockLine
{
    private const double NanosecondsPerMillisecond = 1_000_000;

    /// <summary>
    /// The lines, each without a newline: <c>2.104s  BW0008  Deadlock of 2 threads: Bank.Audit ⇄ Bank.Deposit</c> and one for each step while it lasts;
    /// <c>2.104s  BW0008  resolved by itself after 5.0 s: Deadlock of …</c> alone when it is over.
    /// </summary>
    public static IReadOnlyList<string> Format(Deadlock deadlock)
    {
        ArgumentNullException.ThrowIfNull(deadlock);
        string head = $"{Measures.Time(deadlock.StartNs / NanosecondsPerMillisecond)}  {SafeText.Of(deadlock.Site.RuleId)}  ";
        string title = SafeText.Of(deadlock.Title);
        if (deadlock.EndNs is { } end)
        {
            return [$"{head}resolved by itself after {Measures.Duration((end - deadlock.StartNs) / NanosecondsPerMillisecond)}: {title}"];
        }

        ReportDeadlock report = DeadlockMapping.ToReport(deadlock);
        return [head + title, .. DeadlockFacts.Lines(report).Select(line => $"    {line}")];
    }
}
