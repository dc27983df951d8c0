namespace BlockWatch.EndToEnd.Tests.Fixtures;

/// <summary>A watch that is over.</summary>
/// <param name="Process">What the tool printed, and its exit code.</param>
/// <param name="Lines">The lines of its standard output, with the time at which each came.</param>
/// <param name="Report">The report that it wrote.</param>
public sealed record FinishedWatch(ProcessResult Process, IReadOnlyList<OutputLine> Lines, ReportDocument Report);
