namespace BlockWatch.Detection.Samples;

/// <summary>Of the time in which a thread would have computed, how much it was not on a processor.</summary>
/// <param name="Queued">Ready to run, and no processor was free; 0 to 1.</param>
/// <param name="Paged">Waiting for its memory to be read from a disk; 0 to 1. With the other at most 1.</param>
internal readonly record struct TimeAway(double Queued, double Paged);
