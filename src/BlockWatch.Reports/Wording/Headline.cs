using System.Globalization;
using BlockWatch.Detection.Session;
using BlockWatch.Reports.Model;

namespace BlockWatch.Reports.Wording;

/// <summary>Who was watched, how, and what it cost.</summary>
internal static class Headline
{
    /// <summary><c>Shop (pid 4242, .NET 9.0.20, linux x64), attached 2026-11-22T12:54:00Z for 10.0 s, threshold 100 ms; ended when the duration was over.</c></summary>
    public static string Of(Report report)
    {
        ReportTarget target = report.Target;
        List<string> details = [];
        if (target.Pid != 0)
        {
            details.Add($"pid {target.Pid.ToString(CultureInfo.InvariantCulture)}");
        }

        if (target.Runtime is { } runtime)
        {
            details.Add($".NET {runtime}");
        }

        if (target.Os is not null || target.Arch is not null)
        {
            details.Add($"{target.Os} {target.Arch}".Trim());
        }

        string name = target.Name.Length > 0 ? target.Name : "A process without a known name";
        string brackets = details.Count > 0 ? $" ({string.Join(", ", details)})" : "";
        ReportSession session = report.Session;
        string started = session.StartedAt.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return SafeText.Of($"{name}{brackets}, {Mode(session.Mode)} {started} for {Measures.Duration(session.DurationMs)}, "
            + $"threshold {Measures.Milliseconds(session.ThresholdMs)}; {End(session.End)}.");
    }

    /// <summary>What watching cost; null when it was not measured.</summary>
    public static string? Cost(ReportSession session)
    {
        if (session.CollectorCpuMs is not { } collector)
        {
            return null;
        }

        string target = session.TargetCpuMs is { } used ? $"; the target used {Measures.Duration(used)} meanwhile" : "";
        string watched = session.Budget is { } budget
            ? $" Being watched took about {Measures.FinePercent(budget.EstimatedShare)} of a core of it{Dearest(budget)} (estimated from counted events; the budget is {Measures.FinePercent(budget.AllowedShare)})."
            : "";
        return $"blockwatch itself used {Measures.Duration(collector)} of processor time{target}.{watched}";
    }

    private static string Dearest(ReportBudget budget) =>
        budget.DearestShare is { } dearest && dearest > budget.EstimatedShare ? $", or up to {Measures.FinePercent(dearest)} where events are dear" : "";

    private static string Mode(string mode) => mode switch
    {
        "attach" => "attached",
        "run" => "started",
        "analyze" => "recorded",
        _ => mode,
    };

    private static string End(SessionEnd end) => end switch
    {
        SessionEnd.DurationOver => "ended when the duration was over",
        SessionEnd.Stopped => "ended by the user",
        SessionEnd.TargetExited => "ended when the target exited",
        SessionEnd.TraceEnded => "read to the trace's end",
        SessionEnd.TraceTruncated => "the trace broke off",
        SessionEnd.ConnectionLost => "the connection to the target broke",
        _ => end.ToString(),
    };
}
