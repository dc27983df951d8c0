using BlockWatch.Detection.Findings;

namespace BlockWatch.Tool.ConsoleOutput;

/// <summary>A line to print.</summary>
/// <param name="Stall">The newest of the stalls that it stands for.</param>
/// <param name="Count">How many stalls of the site since its last line; 1 also for the end of one that was printed already.</param>
internal sealed record StallNews(Stall Stall, int Count);
