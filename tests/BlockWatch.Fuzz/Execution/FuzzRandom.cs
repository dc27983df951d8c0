namespace BlockWatch.Fuzz.Execution;

/// <summary>The chance that makes one input: a seed and a number always give the same.</summary>
internal static class FuzzRandom
{
    // Of seeds that lie near each other, Random's first numbers do too: they are mixed before (SplitMix64, Steele and others, 2014).
    public static Random Of(int seed, long number)
    {
        unchecked
        {
            ulong mixed = ((ulong)(uint)seed * 0x9E3779B97F4A7C15) + (ulong)number;
            mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            return new Random((int)(mixed ^ (mixed >> 31)));
        }
    }
}
