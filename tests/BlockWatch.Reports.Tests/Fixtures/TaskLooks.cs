using System.Globalization;
using BlockWatch.Detection.Async;
using BlockWatch.Detection.Session;
using BlockWatch.Reports.Tasks;

namespace BlockWatch.Reports.Tests.Fixtures;

/// <summary>Looks at tasks. Times are milliseconds, and the look is taken at 1,500.</summary>
internal static class TaskLooks
{
    public const double Now = 1_500;

    /// <summary>A bit of everything: chains, equal ones, a blocked loop, tasks in every state, two that await each other.</summary>
    public static TaskLook Shop { get; } = Of(
        [
            Task(1, "Task.Delay", TaskState.Pending, 300),
            Task(2, "Async: <SaveAsync>d__2", TaskState.Awaiting, 300, awaits: 1),
            Task(3, "Async: <CheckoutAsync>d__0", TaskState.Awaiting, 280, awaits: 2),
            .. Enumerable.Range(0, 250).SelectMany(i => (TaskView[])
            [
                Task(1_000 + i, "Async: <PollAsync>d__7", TaskState.Awaiting, 500 + i, awaits: 2_000 + i),
                Task(2_000 + i, "Task.Delay", TaskState.Pending, 500 + i),
            ]),
            Task(10, "Async: <LoadAsync>d__4", TaskState.Posted, 700),
            Task(11, null, TaskState.Pending, 900),
            Task(12, null, TaskState.Awaiting, 950, awaits: 11),
            Task(13, null, TaskState.Awaiting, 940, awaits: 11),
            Task(14, "Async: <RenderAsync>d__5", TaskState.Running, 650, thread: 3268),
            Task(15, "Async: <WalkAsync>d__6", TaskState.Running, 1_499, thread: 3301),
            Task(16, "Task: <Main>b__0", TaskState.Queued, 100),
            Task(17, "Async: <ReadAsync>d__8", TaskState.Suspended, 1_000),
            Task(18, "Async: <LateAsync>d__9", TaskState.Resumable, 1_100),
            Task(20, "Async: <AliceAsync>d__1", TaskState.Awaiting, 200, awaits: 21),
            Task(21, "Async: <BobAsync>d__1", TaskState.Awaiting, 210, awaits: 20),
        ],
        [new ThreadWaitView(3268, 10, Ns(700), 14), .. Enumerable.Range(0, 3).Select(i => new ThreadWaitView(4_000 + i, 11, Ns(1_200 + i), null))]) with
    {
        WrittenNames = new Dictionary<string, string>
        {
            ["Async: <SaveAsync>d__2"] = "Shop.Orders.SaveAsync(Order)",
            ["Async: <CheckoutAsync>d__0"] = "Shop.Orders.CheckoutAsync(List<Order>)",
        },
        ThreadNames = new Dictionary<long, string>
        {
            [3268] = "event loop",
            [4_000] = ".NET TP Worker",
            [4_001] = ".NET TP Worker",
            [4_002] = ".NET TP Worker",
        },
    };

    public static TaskLook Nothing { get; } = Of([], []) with { Graph = new AsyncSnapshot(Ns(Now), null, [], [], 0), EventsReceived = 0, Budget = new BudgetUse(0.05, 0) };

    /// <summary>All that can be missing is.</summary>
    public static TaskLook Incomplete { get; } = Of([Task(2, "Async: <SaveAsync>d__2", TaskState.Suspended, 1_300)], []) with
    {
        Graph = new AsyncSnapshot(Ns(Now), Ns(1_200), [Task(2, "Async: <SaveAsync>d__2", TaskState.Suspended, 1_300)], [], 12_000),
        WatchedMs = 700,
        End = TaskLookEnd.BudgetSpent,
        MethodsListed = false,
        EventsLost = 34,
        EventsReceived = 150_020,
        Budget = new BudgetUse(0.05, 0.1072),
    };

    /// <summary>A target whose author tries to write to the reader's terminal, and into pictures.</summary>
    public static TaskLook Hostile { get; } = Of(
        [
            Task(1, HostileResult.Name, TaskState.Pending, 300),
            Task(2, "Async: <SaveAsync>d__2", TaskState.Awaiting, 300, awaits: 1),
            Task(3, "\"]; evil -> t1 [label=\"\\N %%{init}%% \U000E0041", TaskState.Pending, 400),
        ],
        [new ThreadWaitView(5, 2, Ns(600), null)]) with
    {
        Target = new TargetDescription { ProcessId = 4242, Name = HostileResult.Name, RuntimeVersion = "9.0.20" },
        WrittenNames = new Dictionary<string, string> { ["Async: <SaveAsync>d__2"] = HostileResult.Name },
        ThreadNames = new Dictionary<long, string> { [5] = HostileResult.Name },
    };

    public static TaskLook Of(IReadOnlyList<TaskView> tasks, IReadOnlyList<ThreadWaitView> waits) => new()
    {
        Target = new TargetDescription { ProcessId = 4711, Name = "Shop", RuntimeVersion = "10.0.1", OperatingSystem = "linux", Architecture = "x64", EntryAssembly = "Shop" },
        TakenAt = new DateTimeOffset(2026, 11, 22, 12, 54, 1, 500, TimeSpan.Zero),
        Graph = new AsyncSnapshot(Ns(Now), Ns(20), tasks, waits, 0),
        WatchedMs = 1_504.25,
        WantedMs = 1_500,
        End = TaskLookEnd.DurationOver,
        MethodsListed = true,
        EventsReceived = 5_120,
        Budget = new BudgetUse(0.05, 0.0017),
    };

    public static TaskView Task(long id, string? name, TaskState state, double sinceMs, long? awaits = null, long thread = 7) =>
        new(id, name, state, Ns(sinceMs - 50), Ns(sinceMs), awaits, thread);

    public static string Text(TaskLook look, TaskFormat format, int maxLines = 200, bool onOneLine = false)
    {
        using StringWriter text = new(CultureInfo.InvariantCulture);
        TaskReports.Write(look, text, new TaskWriting { Format = format, MaxLines = maxLines, OnOneLine = onOneLine }, "0.1.0");
        return text.ToString();
    }

    public static long Ns(double ms) => (long)(ms * 1_000_000);
}
