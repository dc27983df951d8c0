namespace BlockWatch.Detection.Async;

/// <summary>Reads the runtime's names of tasks.</summary>
/// <remarks>
/// Source: AsyncMethodBuilderCore and Task of System.Private.CoreLib, the same in .NET 8 to 10: <c>"Async: " + stateMachine.GetType().Name</c>,
/// <c>"Task: " + the delegate's method name</c>, <c>"Task.ContinueWith: " + the same</c>, and fixed names of the library's own tasks.
/// </remarks>
public static class AsyncName
{
    private const string Async = "Async: ";
    private const string Task = "Task: ";
    private const string ContinueWith = "Task.ContinueWith: ";

    /// <summary>True for the task of an async method.</summary>
    public static bool IsAsyncMethod(string? name) => name is not null && name.StartsWith(Async, StringComparison.Ordinal);

    /// <summary>True for a task that runs a delegate.</summary>
    public static bool IsDelegate(string? name) => name is not null && (name.StartsWith(Task, StringComparison.Ordinal) || name.StartsWith(ContinueWith, StringComparison.Ordinal));

    /// <summary>True for what <c>Task.Run</c> of an async method returns: it completes when the method's own task does.</summary>
    public static bool IsUnwrap(string? name) => name == "Task.Unwrap";

    /// <summary>The state machine's type, without its namespace and its outer type: <c>&lt;SaveAsync&gt;d__2</c>; null for what is no async method.</summary>
    public static string? StateMachineOf(string? name) => IsAsyncMethod(name) ? name![Async.Length..] : null;

    /// <summary>
    /// The name as it was written: <c>SaveAsync</c> for <c>Async: &lt;SaveAsync&gt;d__2</c>, <c>lambda in Main</c> for <c>Task: &lt;Main&gt;b__0</c>,
    /// <c>LoadAsync in Main</c> for a local function; others as they are.
    /// </summary>
    public static string Readable(string? name)
    {
        if (name is null)
        {
            return "unnamed task";
        }

        string bare = name.StartsWith(Async, StringComparison.Ordinal) ? name[Async.Length..]
            : name.StartsWith(Task, StringComparison.Ordinal) ? name[Task.Length..]
            : name.StartsWith(ContinueWith, StringComparison.Ordinal) ? name[ContinueWith.Length..]
            : name;
        return Unmangle(bare);
    }

    // <Outer>d__2, <<Outer>g__Local|0_1>d, <<Outer>b__0>d, <Outer>b__3, <Outer>g__Local|0_1: what the C# compiler makes.
    private static string Unmangle(string bare)
    {
        int close = MatchingClose(bare);
        if (close < 0)
        {
            return bare;
        }

        string inside = Unmangle(bare[1..close]);
        string rest = bare[(close + 1)..];
        if (rest.StartsWith("g__", StringComparison.Ordinal))
        {
            int bar = rest.IndexOf('|', StringComparison.Ordinal);
            string local = bar < 0 ? rest[3..] : rest[3..bar];
            return $"{local} in {inside}";
        }

        return rest.StartsWith("b__", StringComparison.Ordinal) ? $"lambda in {inside}" : inside;
    }

    private static int MatchingClose(string text)
    {
        if (!text.StartsWith('<'))
        {
            return -1;
        }

        int depth = 0;
        for (int i = 0; i < text.Length; i++)
        {
            depth += text[i] == '<' ? 1 : text[i] == '>' ? -1 : 0;
            if (depth == 0)
            {
                return i;
            }
        }

        return -1;
    }
}
