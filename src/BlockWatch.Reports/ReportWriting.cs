using BlockWatch.Reports.Redaction;
using BlockWatch.Reports.Wording;

namespace BlockWatch.Reports;

/// <summary>How the reader of a report wants to have it, whatever the format.</summary>
public sealed record ReportWriting
{
    /// <summary>JSON has both scales always.</summary>
    public TimeScale Scale { get; init; }

    /// <summary>True: formats that have room for it show the source lines around a finding's frame, read from this machine when the report is written.</summary>
    public bool WithSource { get; init; }

    /// <summary>The folder that formats with relative paths start from: the repository's root, a full path. Null: paths stay as the compiler recorded them.</summary>
    public string? SourceRoot { get; init; }

    /// <summary>What is left out of the report before it is written.</summary>
    public RedactionLevel Redaction { get; init; } = RedactionLevel.Outside;

    public static ReportWriting Default { get; } = new();
}
