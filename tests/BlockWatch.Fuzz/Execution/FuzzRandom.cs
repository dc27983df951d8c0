namespace BlockWatch.Fuzz.Execution;

/// <summary>The chance that makes one input: a seed and a number always give the same.</summary>
internal static class FuzzRandom
{
    public static Random Of(int seed, long number) => new(unchecked((int)((seed * 1_000_003L) + (number * 7_919L)) ^ (int)(number >> 16)));
}
