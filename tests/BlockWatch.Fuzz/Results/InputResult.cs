namespace BlockWatch.Fuzz.Results;

/// <summary>What one input did.</summary>
/// <param name="Outcome">In a few words; the same for inputs that took the same way.</param>
/// <param name="Fault">What must not be; null when nothing.</param>
/// <param name="Time">How long it took.</param>
/// <param name="PeakBytes">The most memory that the process had meanwhile.</param>
internal sealed record InputResult(string Outcome, string? Fault, TimeSpan Time, long PeakBytes);
