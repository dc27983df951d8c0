namespace BlockWatch.Reports.Tasks;

/// <summary>How the reader wants to have the tasks.</summary>
public sealed record TaskWriting
{
    public TaskFormat Format { get; init; }

    /// <summary>Lines of a tree or a list, those above it not counted; what is beyond is counted.</summary>
    public int MaxLines { get; init; } = 200;

    /// <summary>Columns that sentences may take.</summary>
    public int Width { get; init; } = 120;

    /// <summary>True to write JSON on one line, for a stream of them.</summary>
    public bool OnOneLine { get; init; }
}
