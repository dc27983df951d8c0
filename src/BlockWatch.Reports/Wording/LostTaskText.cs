using BlockWatch.Reports.Model;

namespace BlockWatch.Reports.Wording;

/// <summary>What is known of lost tasks, in a sentence.</summary>
internal static class LostTaskText
{
    /// <summary>
    /// <c>14 tasks failed with System.InvalidOperationException, started by Shop.OrderAsync(); nothing waited for them</c>,
    /// <c>1 task still ran as the program ended, started by Shop.OrderAsync(); nothing was seen to wait for it</c>.
    /// </summary>
    public static string Of(ReportLostTask lost, long count)
    {
        string starter = lost.StartedBy is { } name ? $", started by {SafeText.Of(name)}" : "";
        string them = count == 1 ? "it" : "them";
        return lost.StillRunning
            ? $"{Measures.Count(count, "task")} still ran as the program ended{starter}; nothing was seen to wait for {them}"
            : $"{Measures.Count(count, "task")} failed{Failures(lost, count)}{starter}; nothing waited for {them}";
    }

    // Of some it may not be certain: then each type has its own number.
    private static string Failures(ReportLostTask lost, long count) => lost.Exceptions switch
    {
        [] => "",
        [var only] when only.Count == count => $" with {SafeText.Of(only.Type)}",
        _ => $" ({string.Join(", ", lost.Exceptions.Select(exception => $"{Measures.Number(exception.Count)} with {SafeText.Of(exception.Type)}"))})",
    };
}
