using System.Globalization;
using BlockWatch.Detection.Async;
using BlockWatch.Reports.Wording;

namespace BlockWatch.Reports.Tasks;

/// <summary>Tasks and threads in words. Names are the target's own text, made harmless.</summary>
internal sealed class TaskWords
{
    private const double NanosecondsPerMillisecond = 1_000_000;

    private readonly TaskLook _look;
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    public TaskWords(TaskLook look)
    {
        _look = look;
    }

    /// <summary>The method as it was written, with its type where that is known.</summary>
    public string Name(TaskView task)
    {
        if (task.Name is null)
        {
            // Only async methods await and are resumed; they are named when they first suspend. Of other tasks many never have a name.
            return task.State is TaskState.Awaiting or TaskState.Suspended or TaskState.Resumable or TaskState.Posted
                ? "async method that began before the look"
                : AsyncName.Readable(null);
        }

        if (!_names.TryGetValue(task.Name, out string? name))
        {
            name = SafeText.Of(_look.WrittenNames.GetValueOrDefault(task.Name) ?? AsyncName.Readable(task.Name));
            _names.Add(task.Name, name);
        }

        return name;
    }

    /// <summary><c>running on thread 3268</c>; without the thread where several tasks are meant.</summary>
    public static string State(TaskView task, bool isBlocked, bool ofSeveral) => task.State switch
    {
        TaskState.Running => (ofSeveral || task.ThreadId == 0 ? "running" : $"running on thread {Id(task.ThreadId)}") + (isBlocked ? ", which is blocked" : ""),
        TaskState.Awaiting => "awaiting",
        TaskState.Suspended => "suspended on something that is no task",
        TaskState.Resumable => "what it awaited is complete, not yet resumed",
        TaskState.Posted => "posted and not yet resumed",
        TaskState.Queued => "queued, never started",
        _ => "pending",
    };

    /// <summary><c>1.2 s</c>; <c>at least 1.2 s</c> for what was there before we looked.</summary>
    public string Since(TaskView task) => (IsLowerBound(task) ? "at least " : "") + Since(task.StateSinceNs);

    /// <summary>How long ago that was.</summary>
    /// <param name="timeNs">On the graph's clock.</param>
    public string Since(long timeNs) => Measures.Duration(Age(timeNs));

    /// <summary>Milliseconds from then to the time of the graph.</summary>
    public double Age(long timeNs) => Math.Max(0, _look.Graph.TimeNs - timeNs) / NanosecondsPerMillisecond;

    /// <summary>True for a task that was awaited when it was first told of, and that may be older than that.</summary>
    public static bool IsLowerBound(TaskView task) => task.Name is null && task.State == TaskState.Pending;

    /// <summary><c>thread 3268 (.NET TP Worker)</c>.</summary>
    public string Thread(long threadId) => $"thread {Id(threadId)}{Bracketed(ThreadName(threadId))}";

    /// <summary>What the operating system calls the thread; empty when it has no name.</summary>
    public string ThreadName(long threadId) => SafeText.Of(_look.ThreadNames.GetValueOrDefault(threadId) ?? "");

    /// <summary><c>task 3</c>.</summary>
    public static string Task(long taskId) => $"task {Id(taskId)}";

    public static string Bracketed(string name) => name.Length == 0 ? "" : $" ({name})";

    public static string Id(long id) => id.ToString(CultureInfo.InvariantCulture);
}
