using BlockWatch.Detection.Deadlocks;
using BlockWatch.Reports.Model;

namespace BlockWatch.Reports.Wording;

/// <summary>A deadlock in phrases that the formats share. Harmless for a terminal.</summary>
internal static class DeadlockFacts
{
    /// <summary><c>Since 2.104s, and still when watching ended</c>; <c>Since 2.104s; it resolved by itself after 5.0 s</c>.</summary>
    public static string Length(ReportDeadlock deadlock) => deadlock.EndMs is { } end
        ? $"Since {Measures.Time(deadlock.StartMs)}; it resolved by itself after {Measures.Duration(end - deadlock.StartMs)}"
        : $"Since {Measures.Time(deadlock.StartMs)}, and still when watching ended";

    /// <summary>One line for each step: <c>thread 12 holds that lock and waits for another at Bank.Audit() (Bank.cs:57), held by thread 13, which</c>.</summary>
    public static IReadOnlyList<string> Lines(ReportDeadlock deadlock)
    {
        List<string> lines = [];
        for (int i = 0; i < deadlock.Steps.Count; i++)
        {
            bool isLast = i == deadlock.Steps.Count - 1;
            DeadlockLink? before = i > 0 ? deadlock.Steps[i - 1].Link
                : deadlock.Kind == DeadlockKind.Cycle ? deadlock.Steps[^1].Link : null;
            string line = Line(deadlock.Steps[i], before, isFirst: i == 0);
            lines.Add(isLast ? $"{line}{(deadlock.Kind == DeadlockKind.Cycle ? ", which is the first of these." : ".")}" : $"{line}, which");
        }

        return lines;
    }

    private static string Line(ReportDeadlockStep step, DeadlockLink? before, bool isFirst)
    {
        string alike = step.Alike > 0 ? $", as {(step.Alike == 1 ? "does" : "do")} {Measures.Count(step.Alike, "more thread")}" : "";
        string place = step.Frame is { } frame
            ? $" at {SafeText.Of(frame.Method)}{(FrameText.Place(frame.File, frame.Line) is { } known ? $" ({known})" : "")}{alike}"
            : alike;
        string waiter = SafeText.Of(step.Waiter);
        string inferred = step.Inferred ? " (inferred)" : "";
        return step.Link switch
        {
            DeadlockLink.Lock when before == DeadlockLink.Lock =>
                $"{waiter} holds {(isFirst ? "a" : "that")} lock and waits for another{place}, held by {SafeText.Of(step.Holder)}",
            DeadlockLink.Lock => $"{waiter} waits for a lock{place}, held by {SafeText.Of(step.Holder)}",
            DeadlockLink.TaskWait when before == DeadlockLink.Lock => $"{waiter} holds {(isFirst ? "a" : "that")} lock and is blocked on {SafeText.Of(step.WaitsFor)}{place}",
            DeadlockLink.TaskWait => $"{waiter} is blocked on {SafeText.Of(step.WaitsFor)}{place}",
            DeadlockLink.Await => $"{waiter} awaits {SafeText.Of(step.WaitsFor)}",
            DeadlockLink.RunBy => $"{waiter} is run by {SafeText.Of(step.Holder)}",
            DeadlockLink.Context => $"{waiter} is ready to go on and waits for {SafeText.Of(step.WaitsFor)}{inferred}",
            _ => $"{waiter} is ready to run and waits for {SafeText.Of(step.WaitsFor)}{inferred}: {SafeText.Of(step.Holder)}",
        };
    }
}
