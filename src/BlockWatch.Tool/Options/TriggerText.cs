using System.Globalization;
using BlockWatch.EventPipe.Recording;

namespace BlockWatch.Tool.Options;

/// <summary>Reads what makes a flight recorder write: <c>stall>2s</c>, <c>starvation</c>, <c>queue>1000</c>, <c>signal</c>.</summary>
internal static class TriggerText
{
    private const string Stall = "stall";
    private const string Queue = "queue";
    private const string Known = "write 'stall>2s', starvation, 'queue>1000' or signal";

    // Longer than a queue ever gets; more is a typing error.
    private const long LongestQueue = 1_000_000_000;

    /// <param name="text">As the user wrote it.</param>
    /// <param name="isUnix">False where there are no signals to send.</param>
    /// <param name="trigger">The trigger when true is returned.</param>
    /// <param name="problem">Otherwise one line that says what is wrong, with an example.</param>
    public static bool TryParse(string text, bool isUnix, out RecordingTrigger trigger, out string problem)
    {
        trigger = new RecordingTrigger(RecordingTriggerKind.Request, 0, text);
        problem = "";
        string[] words = text.Split('>', 2, StringSplitOptions.TrimEntries);
        switch (words)
        {
            case ["signal"] when isUnix:
                return true;
            case ["signal"]:
                problem = "there are no signals on this system: write 'stall>2s', starvation or 'queue>1000'";
                return false;
            case ["starvation"]:
                trigger = trigger with { Kind = RecordingTriggerKind.Starvation };
                return true;
            case [Stall or Queue]:
                // Without quotes the shell takes the rest for the name of a file.
                problem = $"'{text}' has no limit: write it in quotes, as in --on '{(text == Stall ? "stall>2s" : "queue>1000")}', since > is the shell's otherwise";
                return false;
            case [Stall, string limit]:
                bool isTime = DurationText.TryParseThreshold(limit, out TimeSpan time, out problem);
                trigger = trigger with { Kind = RecordingTriggerKind.Stall, Limit = (long)time.TotalNanoseconds };
                return isTime;
            case [Queue, string limit]:
                bool isCount = long.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out long items) && items <= LongestQueue;
                problem = isCount ? "" : $"'{limit}' is no number of work items: write for example 'queue>1000'";
                trigger = trigger with { Kind = RecordingTriggerKind.Queue, Limit = items };
                return isCount;
            default:
                problem = $"'{text}' is nothing that a recording can be caused by: {Known}";
                return false;
        }
    }
}
