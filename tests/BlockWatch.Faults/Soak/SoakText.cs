using BlockWatch.Accuracy.Results;

namespace BlockWatch.Faults.Soak;

/// <summary>A soak in words.</summary>
internal static class SoakText
{
    public static string Row(SoakRow row) => FormattableString.Invariant(
        $"minute {row.Minute}: stalls {Fraction(row.Stalls)}, rule {Fraction(row.Rule)}, method {Fraction(row.Method)}, false {row.FalseStalls}; requests {row.Requests.Answered} answered, {row.Requests.Failed} failed, p99 {row.Requests.P99Ms:0.0} ms; blockwatch {row.RssMb:0.0} MB, {row.Handles} handles, {row.Threads} threads, {row.CpuMsPerSecond:0} ms/s; target {row.TargetRssMb:0} MB, {row.TargetCpuMsPerSecond:0} ms/s, {row.LastingSessions} to {row.Sessions} connections; load {row.LoadAverage}{(row.Killed ? "; a second one killed" : "")}");

    public static string Fraction(Share share) => FormattableString.Invariant($"{share.Count}/{share.Of}");
}
