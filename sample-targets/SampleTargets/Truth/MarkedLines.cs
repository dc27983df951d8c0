using System.Reflection;

namespace SampleTargets.Truth;

/// <summary>Finds the lines marked BLOCKS in the source of the scenarios, which is embedded in the program.</summary>
/// <remarks>Not thread-safe: the truth's writing thread alone asks.</remarks>
internal sealed class MarkedLines
{
    private const string Mark = "// BLOCKS";

    // By file name: the numbers, from 1 and ascending, of the marked lines.
    private readonly Dictionary<string, int[]> _byFile = [];

    /// <summary>The first marked line at or below <paramref name="line"/>.</summary>
    /// <exception cref="InvalidOperationException">The scenario has no marked line there: a mistake in the scenario.</exception>
    public int AtOrBelow(string fileName, int line)
    {
        if (!_byFile.TryGetValue(fileName, out int[]? marked))
        {
            marked = Read(fileName);
            _byFile.Add(fileName, marked);
        }

        int found = Array.Find(marked, candidate => candidate >= line);
        return found > 0 ? found : throw new InvalidOperationException($"{fileName} has no line marked '{Mark}' at or below line {line}.");
    }

    private static int[] Read(string fileName)
    {
        using Stream source = Assembly.GetExecutingAssembly().GetManifestResourceStream(fileName)
            ?? throw new InvalidOperationException($"{fileName} is not embedded: only files in Scenarios may have a fault.");
        using StreamReader reader = new(source);
        List<int> marked = [];
        for (int number = 1; reader.ReadLine() is { } text; number++)
        {
            if (text.EndsWith(Mark, StringComparison.Ordinal))
            {
                marked.Add(number);
            }
        }

        return [.. marked];
    }
}
