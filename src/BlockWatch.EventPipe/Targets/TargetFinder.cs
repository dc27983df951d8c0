namespace BlockWatch.EventPipe.Targets;

/// <summary>Finds the processes that can be watched.</summary>
public static class TargetFinder
{
    /// <summary>All .NET processes that can be seen from here, by process id, with the reason where one cannot be watched.</summary>
    public static IReadOnlyList<TargetProcess> List() => throw new NotSupportedException();

    /// <summary>The process of this id.</summary>
    /// <exception cref="WatchException">No such process, not .NET, another user's, diagnostics off, runtime too old.</exception>
    public static TargetProcess Find(int processId) => throw new NotSupportedException();

    /// <summary>The one process of this name (the process's or its entry assembly's).</summary>
    /// <exception cref="WatchException">None, or several (the message lists them).</exception>
    public static TargetProcess Find(string name) => throw new NotSupportedException();
}
