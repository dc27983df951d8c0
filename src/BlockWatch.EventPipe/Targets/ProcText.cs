using System.Globalization;
using System.Text;

namespace BlockWatch.EventPipe.Targets;

/// <summary>Understands the files of /proc/PID. Pure. What is not as it should be is null: a process decides on some of these bytes itself.</summary>
internal static class ProcText
{
    private const double TicksPerSecond = 100; // USER_HZ, which Linux fixes at 100 for user space.

    /// <summary>Reads <c>stat</c>.</summary>
    public static ProcStat? Stat(ReadOnlySpan<byte> bytes)
    {
        // The second field is the name in parentheses and may hold anything: fields are counted from the last ')'.
        string text = Encoding.UTF8.GetString(bytes);
        string[] fields = text[(text.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length >= 20
            && Number(fields[11]) is { } user && Number(fields[12]) is { } system && Number(fields[19]) is { } start && Number(fields[1]) is >= 0 and <= int.MaxValue and { } parent
                ? new ProcStat(fields[0][0], ((double)user + system) / TicksPerSecond * 1000, start, (int)parent)
                : null;
    }

    /// <summary>The stack pointer in a thread's <c>syscall</c>: the last but one of its numbers. Null while the thread runs.</summary>
    public static long? StackPointer(ReadOnlySpan<byte> bytes)
    {
        string[] fields = Encoding.UTF8.GetString(bytes).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return fields.Length >= 3 && fields[^2] is ['0', 'x', .. string digits] && ulong.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong address)
            ? (long)address
            : null;
    }

    /// <summary>The first number of a field of <c>status</c>.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="field">With its colon: <c>Uid:</c>.</param>
    public static int? StatusNumber(ReadOnlySpan<byte> bytes, string field) => StatusWords(bytes, field) is { } words ? SmallNumber(words[0]) : null;

    /// <summary>The last number of a field of <c>status</c>.</summary>
    public static int? LastStatusNumber(ReadOnlySpan<byte> bytes, string field) => StatusWords(bytes, field) is { } words ? SmallNumber(words[^1]) : null;

    /// <summary>The words of <c>cmdline</c>.</summary>
    public static IReadOnlyList<string> CommandLine(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes).TrimEnd('\0').Split('\0');

    /// <summary>One variable of <c>environ</c>.</summary>
    public static string? Variable(ReadOnlySpan<byte> bytes, string name)
    {
        string prefix = name + "=";
        return Encoding.UTF8.GetString(bytes).Split('\0').FirstOrDefault(v => v.StartsWith(prefix, StringComparison.Ordinal))?[prefix.Length..];
    }

    /// <summary>The name in <c>comm</c>.</summary>
    public static string? Name(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes).Trim() is { Length: > 0 } name ? name : null;

    private static string[]? StatusWords(ReadOnlySpan<byte> bytes, string field)
    {
        string? line = Encoding.UTF8.GetString(bytes).Split('\n').FirstOrDefault(l => l.StartsWith(field, StringComparison.Ordinal));
        string[]? words = line?[field.Length..].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words is { Length: > 0 } ? words : null;
    }

    private static long? Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null;

    private static int? SmallNumber(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
}
