using BlockWatch.Tool.Failures;

namespace BlockWatch.Tool.Options;

/// <summary>Tells the one output that is a trace from those that are reports.</summary>
internal static class RawTraceOutput
{
    public const string Format = "nettrace";
    public const string Extension = ".nettrace";

    /// <summary>True when it is to be a trace.</summary>
    public static bool Is(string path, string? format) =>
        format is null ? path.EndsWith(Extension, StringComparison.OrdinalIgnoreCase) : string.Equals(format, Format, StringComparison.OrdinalIgnoreCase);

    /// <param name="outputs">All outputs.</param>
    /// <param name="format">Of all of them; null: by each one's name.</param>
    /// <param name="canRecord">False for a command that writes no trace.</param>
    /// <returns>The trace, if any, and the reports.</returns>
    /// <exception cref="UserFacingException">There are several, or there can be none.</exception>
    public static (string? Trace, IReadOnlyList<string> Reports) Split(IReadOnlyList<string> outputs, string? format, bool canRecord)
    {
        string[] traces = [.. outputs.Where(path => Is(path, format))];
        if (traces.Length > 0 && !canRecord)
        {
            throw new UserFacingException($"'{traces[0]}' would be a raw trace, which only attach writes: name a report, for example -o report.json", ExitCode.Usage);
        }

        return traces.Length > 1
            ? throw new UserFacingException($"'{traces[0]}' and '{traces[1]}' would be the same trace: name one", ExitCode.Usage)
            : (traces.SingleOrDefault(), [.. outputs.Except(traces)]);
    }
}
