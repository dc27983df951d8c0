using BlockWatch.Detection.Stacks;

namespace BlockWatch.Detection.Explanation;

/// <summary>What is known about methods that block: the lines of <c>blocking-apis.tsv</c>, looked up by frame.</summary>
public sealed class BlockingCatalog
{
    private const string ResourceName = "blocking-apis.tsv";

    private static readonly Lazy<BlockingCatalog> Embedded = new(LoadEmbedded);

    // By exact type first: nearly every line names one, and a stack has up to a hundred frames to look up.
    private readonly ILookup<string, BlockingEntry> _byType;
    private readonly List<BlockingEntry> _byTypePattern;

    public BlockingCatalog(IEnumerable<BlockingEntry> entries)
    {
        Entries = [.. entries];
        _byType = Entries.Where(e => !IsPattern(e.TypePattern)).ToLookup(e => e.TypePattern, StringComparer.Ordinal);
        _byTypePattern = [.. Entries.Where(e => IsPattern(e.TypePattern))];
    }

    /// <summary>The catalogue that ships with blockwatch.</summary>
    public static BlockingCatalog Default => Embedded.Value;

    /// <summary>In the order of the file.</summary>
    public IReadOnlyList<BlockingEntry> Entries { get; }

    /// <summary>Reads a catalogue.</summary>
    /// <exception cref="FormatException">A line is not well formed; the message names it.</exception>
    public static BlockingCatalog Parse(TextReader text) => new(BlockingCatalogReader.Read(text));

    /// <summary>What is known about a frame; null when nothing is. An exact type goes before a pattern, an earlier line before a later one.</summary>
    /// <remarks>Code of the user's own is never in the catalogue, whatever its namespace.</remarks>
    public BlockingEntry? Find(Frame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        if (frame.Origin == FrameOrigin.User || frame.TypeName.Length == 0)
        {
            return null;
        }

        string type = ApiName.WithoutTypeArguments(frame.TypeName);
        foreach (BlockingEntry entry in _byType[type])
        {
            if (entry.MatchesMethod(frame.MethodName))
            {
                return entry;
            }
        }

        foreach (BlockingEntry entry in _byTypePattern)
        {
            if (Glob.IsMatch(entry.TypePattern, type) && entry.MatchesMethod(frame.MethodName))
            {
                return entry;
            }
        }

        return null;
    }

    private static bool IsPattern(string typePattern) => typePattern.Contains('*', StringComparison.Ordinal);

    private static BlockingCatalog LoadEmbedded()
    {
        using Stream stream = typeof(BlockingCatalog).Assembly.GetManifestResourceStream(ResourceName)
            ?? throw new InvalidOperationException($"The resource {ResourceName} is missing from the assembly.");
        using var reader = new StreamReader(stream);
        return Parse(reader);
    }
}
