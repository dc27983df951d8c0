using BlockWatch.Detection.Stacks;

namespace BlockWatch.Detection.Deadlocks;

/// <summary>A deadlock in one line: <c>Deadlock of 2 threads: Bank.Audit ⇄ Bank.Deposit</c>.</summary>
internal static class DeadlockTitle
{
    private const int MaxNames = 4;

    public static string Of(DeadlockKind kind, IReadOnlyList<DeadlockStep> steps, int threads)
    {
        string[] names = [.. steps.Where(step => step.ThreadId != 0).Select(step => ShortName(step.UserFrame))];
        if (kind == DeadlockKind.Pool)
        {
            return FormattableString.Invariant($"Deadlock of the thread pool: all {threads} threads wait for work in its queue, in {names[0]}");
        }

        if (names.Length == 1)
        {
            return $"Deadlock of a thread with itself: {names[0]} ⇄ {steps.LastOrDefault(step => step.TaskId != 0)?.Waiter ?? "a lock"}";
        }

        string ring = names.Length == 2 ? string.Join(" ⇄ ", names)
            : names.Length <= MaxNames ? string.Join(" → ", [.. names, names[0]])
            : FormattableString.Invariant($"{string.Join(" → ", names.Take(MaxNames))} → {names.Length - MaxNames} more → {names[0]}");
        return FormattableString.Invariant($"Deadlock of {threads} threads: {ring}");
    }

    private static string ShortName(Frame? frame) => frame is null ? "code that is not on the stack" : ShortMethodName.Of(frame.Method);
}
