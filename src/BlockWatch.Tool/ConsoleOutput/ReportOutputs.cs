using BlockWatch.Tool.Failures;
using BlockWatch.Tool.Options;
using BlockWatch.Tool.Reporting;

namespace BlockWatch.Tool.ConsoleOutput;

/// <summary>The report files that a user asked for, and the summary that comes with them.</summary>
internal static class ReportOutputs
{
    /// <summary>Fails before anything is watched when a report could not be written after it.</summary>
    public static void Check(IReportSink reports, WatchSettings settings)
    {
        foreach (string path in settings.Outputs)
        {
            reports.CheckWritable(path, settings.Format);
        }
    }

    /// <summary>Writes the reports, then prints the summary: a report that cannot be written takes neither the others nor the summary along.</summary>
    /// <param name="settings">What the user asked for.</param>
    /// <param name="save">Writes one file.</param>
    /// <param name="summarize">Prints the summary.</param>
    /// <param name="text">Where text for people goes.</param>
    /// <param name="error">Where failures go.</param>
    public static ExitCode Write(WatchSettings settings, Action<string> save, Action summarize, TextWriter text, TextWriter error)
    {
        ExitCode code = ExitCode.Done;
        List<string> written = [];
        List<string> failed = [];
        foreach (string path in settings.Outputs)
        {
            try
            {
                save(path);
                written.Add(path);
            }
            catch (UserFacingException refused)
            {
                failed.Add(refused.Message);
                code = refused.Code;
            }
        }

        if (settings.Verbosity != Verbosity.Quiet)
        {
            summarize();
            written.ForEach(path => text.WriteLine($"Report: {path}"));
        }

        FailureReporter failures = new(error);
        failed.ForEach(failures.WriteLine);
        return code;
    }
}
