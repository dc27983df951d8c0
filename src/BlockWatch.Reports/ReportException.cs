namespace BlockWatch.Reports;

/// <summary>An expected failure of writing or reading a report. The message is one line that says what happened and what to do next.</summary>
public sealed class ReportException : Exception
{
    public ReportException(string message)
        : base(message)
    {
    }

    public ReportException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
