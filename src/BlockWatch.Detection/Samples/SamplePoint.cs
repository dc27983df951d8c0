using BlockWatch.Detection.Sites;

namespace BlockWatch.Detection.Samples;

/// <summary>One look at a thread.</summary>
/// <param name="Time">When.</param>
/// <param name="Reading">What it showed.</param>
/// <param name="Weight">How many looks it stands for: more than 1 after folding.</param>
/// <param name="IsFolded">True when it stands for looks that are known to lie outside all exact intervals.</param>
internal readonly record struct SamplePoint(long Time, StackReading Reading, int Weight = 1, bool IsFolded = false);
