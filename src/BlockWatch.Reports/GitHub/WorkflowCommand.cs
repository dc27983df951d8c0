using System.Globalization;

namespace BlockWatch.Reports.GitHub;

/// <summary>A workflow command: <c>::error file=src/Orders.cs,line=42,title=…::message</c>, escaped as the runner's own toolkit does.</summary>
/// <remarks>A name of the target must not become a command of its own, which could set variables of the job: no line break, and no colon or comma in a property.</remarks>
internal static class WorkflowCommand
{
    public static string Line(string command, string? file, int? line, string title, string message)
    {
        List<string> properties = [];
        if (file is not null)
        {
            properties.Add($"file={Property(file)}");
        }

        if (line is { } known)
        {
            properties.Add(string.Create(CultureInfo.InvariantCulture, $"line={known}"));
        }

        properties.Add($"title={Property(title)}");
        return $"::{command} {string.Join(',', properties)}::{Data(message)}";
    }

    private static string Data(string text) => text
        .Replace("%", "%25", StringComparison.Ordinal)
        .Replace("\r", "%0D", StringComparison.Ordinal)
        .Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) => Data(text)
        .Replace(":", "%3A", StringComparison.Ordinal)
        .Replace(",", "%2C", StringComparison.Ordinal);
}
