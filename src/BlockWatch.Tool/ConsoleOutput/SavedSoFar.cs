using System.Globalization;
using BlockWatch.Detection.Session;
using BlockWatch.Tool.Failures;
using BlockWatch.Tool.Options;
using BlockWatch.Tool.Reporting;

namespace BlockWatch.Tool.ConsoleOutput;

/// <summary>Writes reports in the middle of a watch.</summary>
internal sealed class SavedSoFar
{
    private readonly IReportSink _reports;
    private readonly WatchSettings _settings;
    private readonly TimeProvider _time;

    public SavedSoFar(IReportSink reports, WatchSettings settings, TimeProvider time)
    {
        _reports = reports;
        _settings = settings;
        _time = time;
    }

    /// <summary>Beside each output that the user named, or in the folder that the command was called in: a file with the time in its name, never one that is there.</summary>
    /// <returns>What to tell the user: where, or why not.</returns>
    public string Save(WatchResult result)
    {
        result = result with { Session = result.Session with { ConfigFile = _settings.ConfigFile } };
        string time = _time.GetUtcNow().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);
        List<string> written = [];
        try
        {
            foreach (string output in _settings.Outputs.DefaultIfEmpty("blockwatch.json"))
            {
                string path = FreeName(output, time);
                _reports.Save(result, path, _settings.Format);
                written.Add(path);
            }

            return $"saved: {string.Join(", ", written)}";
        }
        catch (UserFacingException refused)
        {
            return $"not saved: {refused.Message}";
        }
    }

    // In front of all that tells the format.
    private static string FreeName(string output, string time)
    {
        (string name, string format) = OutputName.Of(output);
        return OutputName.FreeStart($"{name}.{time}", format) + format;
    }
}
