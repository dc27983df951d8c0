using System.Globalization;

namespace BlockWatch.Detection.Explanation;

/// <summary>Reads the catalogue's file. Its form is described in docs/blocking-apis.md.</summary>
internal static class BlockingCatalogReader
{
    private const int ColumnCount = 12;

    // Every supported runtime has what this one had: only younger replacements are worth a word.
    private const int OldestRuntime = 8;

    private const string Empty = "-";
    private const string External = "external";

    /// <exception cref="FormatException">A line is not well formed; the message names it.</exception>
    public static List<BlockingEntry> Read(TextReader text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var entries = new List<BlockingEntry>();
        var seen = new Dictionary<(string Type, string Method), int>();
        int number = 0;
        while (text.ReadLine() is { } line)
        {
            number++;
            if (line.Length == 0 || line.StartsWith('#'))
            {
                continue;
            }

            BlockingEntry entry = ReadLine(line, number);
            if (!seen.TryAdd((entry.TypePattern, entry.MethodPattern), number))
            {
                throw Wrong(number, $"repeats line {Invariant(seen[(entry.TypePattern, entry.MethodPattern)])}: {entry.TypePattern} {entry.MethodPattern}");
            }

            entries.Add(entry);
        }

        return entries;
    }

    private static BlockingEntry ReadLine(string line, int number)
    {
        string[] columns = line.Split('\t');
        if (columns.Length != ColumnCount)
        {
            throw Wrong(number, $"has {Invariant(columns.Length)} columns, not {Invariant(ColumnCount)}");
        }

        if (Array.FindIndex(columns, c => c.Length == 0 || c != c.Trim()) is >= 0 and int bad)
        {
            throw Wrong(number, $"column {Invariant(bad + 1)} is empty or has spaces around it; write - for nothing");
        }

        BlockingEntryKind kind = ReadKind(columns[0], number);
        (int? since, int? until) = ReadVersions(columns[7], number);
        int? replacementSince = ReadMajor(columns[6], number);
        return new BlockingEntry
        {
            Kind = kind,
            Category = ReadCategory(columns[1], kind, number),
            TypePattern = columns[2],
            MethodPattern = columns[3],
            Display = Optional(columns[4]),
            Replacement = ReplacementText(columns[5], replacementSince, since),
            ReplacementMember = columns[5].StartsWith('=') ? null : Optional(columns[5]),
            ReplacementSince = replacementSince,
            Since = since,
            Until = until,
            IsExternal = ReadScope(columns[8], number),
            NotCalled = Optional(columns[9]),
            Docs = ReadDocs(columns[10], kind, columns[2], columns[3], number),
            Note = Optional(columns[11]),
            Line = number,
        };
    }

    private static string? ReplacementText(string text, int? replacementSince, int? since)
    {
        if (text.StartsWith('='))
        {
            return text[1..];
        }

        if (Optional(text) is not { } member)
        {
            return null;
        }

        // Who is told to call what his runtime does not have must be told so; where the method itself is as young, he has it.
        bool isYoung = replacementSince > Math.Max(OldestRuntime, since ?? 0);
        return isYoung ? $"{ApiName.OfMember(member)} (since .NET {Invariant(replacementSince!.Value)})" : ApiName.OfMember(member);
    }

    private static int? ReadMajor(string text, int number) => text switch
    {
        Empty => null,
        _ when TryVersion(text, out int major) => major,
        _ => throw Wrong(number, $"'{text}' is no major version of .NET"),
    };

    private static string? ReadDocs(string text, BlockingEntryKind kind, string type, string method, int number)
    {
        if (text.StartsWith("https://", StringComparison.Ordinal))
        {
            return text;
        }

        if (text != Empty)
        {
            return text.Contains('/', StringComparison.Ordinal) ? throw Wrong(number, $"'{text}' is neither an https address nor a name") : DocumentationLink.Of(text);
        }

        // What users call has a page of its own under its own name; what lies inside the class library has none.
        return kind is BlockingEntryKind.Api or BlockingEntryKind.Wrapper ? DocumentationLink.Of(type, method) : null;
    }

    private static BlockingEntryKind ReadKind(string text, int number)
    {
        foreach (BlockingEntryKind kind in Enum.GetValues<BlockingEntryKind>())
        {
            if (string.Equals(text, kind.ToString().ToLowerInvariant(), StringComparison.Ordinal))
            {
                return kind;
            }
        }

        throw Wrong(number, $"'{text}' is no kind");
    }

    private static BlockingCategory ReadCategory(string text, BlockingEntryKind kind, int number)
    {
        bool needsOne = kind is BlockingEntryKind.Api or BlockingEntryKind.Internal or BlockingEntryKind.Runtime or BlockingEntryKind.Cpu;
        if (!needsOne)
        {
            return text == Empty ? BlockingCategory.Unexplained : throw Wrong(number, $"this kind has no category, but '{text}' is given");
        }

        if (!Array.Exists(Enum.GetNames<BlockingCategory>(), n => n == text) || text == nameof(BlockingCategory.Unexplained))
        {
            throw Wrong(number, $"'{text}' is no category");
        }

        return Enum.Parse<BlockingCategory>(text);
    }

    private static (int? Since, int? Until) ReadVersions(string text, int number)
    {
        if (text == Empty)
        {
            return (null, null);
        }

        if (text.EndsWith('+') && TryVersion(text[..^1], out int since))
        {
            return (since, null);
        }

        if (text.StartsWith("..", StringComparison.Ordinal) && TryVersion(text[2..], out int until))
        {
            return (null, until);
        }

        throw Wrong(number, $"'{text}' is no version range: write 9+ (from .NET 9), ..9 (up to .NET 9) or -");
    }

    private static bool TryVersion(string text, out int version) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out version);

    private static bool ReadScope(string text, int number) => text switch
    {
        Empty => false,
        External => true,
        _ => throw Wrong(number, $"'{text}' is no scope: write external (a package's method) or -"),
    };

    private static string? Optional(string text) => text == Empty ? null : text;

    private static string Invariant(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static FormatException Wrong(int line, string what) => new($"blocking-apis.tsv, line {Invariant(line)}: {what}");
}
