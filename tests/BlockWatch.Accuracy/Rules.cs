namespace BlockWatch.Accuracy;

/// <summary>The rules, by what they are to this measurement.</summary>
internal static class Rules
{
    public const string Starvation = "BW0007";
    public const string Unexplained = "BW0009";
    public const string RuntimePause = "BW0010";
    public const string Deadlock = "BW0008";
    public const string LostTask = "BW0011";
    public const string EventLoop = "BW0012";

    /// <summary>Those that accuse a frame of the user's: a wrong one is a false accusation.</summary>
    public static IReadOnlyList<string> Accusing { get; } = ["BW0001", "BW0002", "BW0003", "BW0004", "BW0005", "BW0006", Deadlock, LostTask, EventLoop];

    /// <summary>Those that see nothing, or not all, unless tasks are followed.</summary>
    public static IReadOnlyList<string> OfTasks { get; } = [Deadlock, LostTask, EventLoop];

    /// <summary>The rule that is to name what a line of the truth file tells of.</summary>
    /// <exception cref="ArgumentException">No such category: the sample targets know one that we do not.</exception>
    public static string Of(TruthOccurrence occurrence) => occurrence.Kind switch
    {
        TruthKind.Deadlock => Deadlock,
        TruthKind.Loop => EventLoop,
        TruthKind.LostTask => LostTask,
        _ => Of(occurrence.Category),
    };

    private static string Of(string category) => category switch
    {
        "TaskWait" => "BW0001",
        "PrimitiveWait" => "BW0002",
        "Lock" => "BW0003",
        "Sleep" => "BW0004",
        "File" or "Socket" or "Http" or "Dns" or "Pipe" or "Process" or "Console" or "Database" => "BW0005",
        "Cpu" => "BW0006",
        "Starvation" => Starvation,
        "RuntimeWork" or "PageFault" => RuntimePause,
        _ => throw new ArgumentException($"The truth file has a category '{category}' that no rule is known for.", nameof(category)),
    };
}
