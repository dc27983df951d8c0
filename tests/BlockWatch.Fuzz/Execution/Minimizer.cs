using BlockWatch.Fuzz.Results;

namespace BlockWatch.Fuzz.Execution;

/// <summary>Makes an input smaller as long as it still finds the same: pieces are left out, large ones first.</summary>
internal sealed class Minimizer
{
    // Each try is a process.
    private const int MostTries = 24;

    private readonly SingleInput _single;

    public Minimizer(SingleInput single) => _single = single;

    /// <param name="input">One that finds something.</param>
    /// <param name="key">What it finds, by <see cref="Finding.KeyOf"/>.</param>
    /// <returns>The smallest that was found, or the input itself.</returns>
    public async Task<byte[]> SmallestAsync(byte[] input, string key)
    {
        // A hang takes ten seconds to see; memory depends on more than the input.
        if (key.StartsWith("hang", StringComparison.Ordinal) || key.StartsWith(InputRun.TooMuchMemory, StringComparison.Ordinal))
        {
            return input;
        }

        byte[] smallest = input;
        int tries = 0;
        for (int piece = smallest.Length / 2; piece > 0 && tries < MostTries; piece /= 2)
        {
            for (int at = 0; at < smallest.Length && tries < MostTries; tries++)
            {
                byte[] smaller = [.. smallest.AsSpan(0, at), .. smallest.AsSpan(Math.Min(at + piece, smallest.Length))];
                if (await FindsAsync(smaller, key))
                {
                    smallest = smaller;
                }
                else
                {
                    at += piece;
                }
            }
        }

        return smallest;
    }

    private async Task<bool> FindsAsync(byte[] input, string key)
    {
        InputResult result = await _single.RunAsync(input);
        return result.Fault is { } fault && Finding.KeyOf(result.Outcome, fault) == key;
    }
}
