namespace BlockWatch.Reports.Tasks;

/// <summary>How the tasks of a process are written.</summary>
public enum TaskFormat
{
    /// <summary>Trees, for people.</summary>
    Tree,

    /// <summary>A flat list of what waits, the longest first, for people.</summary>
    Longest,

    /// <summary>All that is known, for programs: docs/tasks.md has its fields.</summary>
    Json,

    /// <summary>A graph for Graphviz.</summary>
    Dot,

    /// <summary>A graph for Mermaid, which many renderers of Markdown draw.</summary>
    Mermaid,
}
