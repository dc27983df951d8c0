namespace BlockWatch.Detection.Stalls;

/// <summary>The ages, nanoseconds, at which stacks of what still goes on are wanted: each a multiple of the one before.</summary>
internal static class AskAge
{
    /// <summary>No age is beyond this. A trace may say that something lasted for as long as there are numbers.</summary>
    public const long Last = long.MaxValue;

    /// <summary>So many times an age; <see cref="Last"/> where that would be no number.</summary>
    public static long Times(long age, int factor) => age > Last / factor ? Last : age * factor;
}
