using BlockWatch.Reports.Wording;

namespace BlockWatch.Reports;

/// <summary>Finds the format that a user means.</summary>
internal static class FormatChoice
{
    /// <summary>The format of that name, whatever its case.</summary>
    /// <exception cref="ReportException">There is no such format; the message lists those that there are.</exception>
    public static T ByName<T>(IReadOnlyList<T> all, string name)
        where T : INamedFormat => all.FirstOrDefault(format => string.Equals(format.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new ReportException($"There is no report format '{SafeText.Of(name)}': use one of {Names(all)}.");

    /// <summary>The format of that name or, when <paramref name="name"/> is null, the one that the file's name means by its end.</summary>
    /// <exception cref="ReportException">Neither tells a format.</exception>
    public static T Choose<T>(IReadOnlyList<T> all, string path, string? name)
        where T : INamedFormat
    {
        if (name is not null)
        {
            return ByName(all, name);
        }

        // A name that is nothing but an extension has none.
        string file = Path.GetFileName(path);
        return all.SelectMany(format => format.Extensions, (format, extension) => (format, extension))
            .OrderByDescending(pair => pair.extension.Length)
            .Where(pair => file.EndsWith(pair.extension, StringComparison.OrdinalIgnoreCase))
            .Select(pair => pair.format)
            .FirstOrDefault()
            ?? throw new ReportException(
                $"The name '{SafeText.Of(path)}' does not tell a report format: end it in {Extensions(all)}, or name one of {Names(all)}.");
    }

    private static string Names<T>(IReadOnlyList<T> all)
        where T : INamedFormat => string.Join(", ", all.Select(format => format.Name));

    private static string Extensions<T>(IReadOnlyList<T> all)
        where T : INamedFormat => string.Join(", ", all.SelectMany(format => format.Extensions));
}
