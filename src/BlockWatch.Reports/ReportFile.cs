using System.Text;
using BlockWatch.Reports.Json;
using BlockWatch.Reports.Matching;
using BlockWatch.Reports.Model;
using BlockWatch.Reports.Redaction;
using BlockWatch.Reports.Wording;

namespace BlockWatch.Reports;

/// <summary>Reports in files: whole or not at all.</summary>
public static class ReportFile
{
    private const int WriteBufferSize = 64 * 1024;

    /// <summary>Writes the report to a new file beside <paramref name="path"/> and then puts it in its place.</summary>
    /// <param name="report">The report.</param>
    /// <param name="path">A file that is there is replaced in one step; a symbolic link is replaced, not followed.</param>
    /// <param name="formatName">Null when the file's extension tells.</param>
    /// <exception cref="ReportException">It cannot be written. A file that was there is untouched, and nothing is left behind.</exception>
    public static void Save(Report report, string path, string? formatName) => Save(report, path, formatName, ReportWriting.Default);

    /// <inheritdoc cref="Save(Report, string, string?)"/>
    public static void Save(Report report, string path, string? formatName, ReportWriting writing)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(writing);
        SaveAs(ReportFormats.Choose(path, formatName), report, path, writing);
    }

    /// <inheritdoc cref="Save(Report, string, string?)"/>
    public static void Save(ReportSet set, string path, string? formatName, ReportWriting writing)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(writing);
        IReportFormat format = ReportFormats.Choose(path, formatName);
        WriteWhole(path, writer => Write(format, set, writer, writing));
    }

    /// <summary>Writes a trace that belongs to a report the same way: whole or not at all.</summary>
    /// <exception cref="ReportException">It cannot be written. A file that was there is untouched, and nothing is left behind.</exception>
    public static void SaveTrace(string path, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        WriteWhole(path, "trace", stream =>
        {
            // Disposed only when all is written: a disk that is full would fail a second time.
            var buffered = new BufferedStream(stream, WriteBufferSize);
            write(buffered);
            buffered.Flush();
        });
    }

    /// <summary>Writes a report that was saved in the json format, of one target or of several, in another format.</summary>
    /// <exception cref="ReportException">It cannot be read, or the other cannot be written.</exception>
    public static void Convert(string path, string outputPath, string? formatName, ReportWriting writing)
    {
        ArgumentNullException.ThrowIfNull(writing);
        string json = Read(path);
        string name = SafeText.Of(path);
        if (JsonReportSet.Is(json))
        {
            Save(JsonReportSet.Parse(json, name), outputPath, formatName, writing);
        }
        else
        {
            Save(JsonReport.Parse(json, name), outputPath, formatName, writing);
        }
    }

    /// <summary>The same, to a stream of text instead of a file.</summary>
    /// <exception cref="ReportException">It cannot be read, or there is no such format.</exception>
    public static void Convert(string path, TextWriter output, string formatName, ReportWriting writing)
    {
        ArgumentNullException.ThrowIfNull(writing);
        IReportFormat format = ReportFormats.ByName(formatName);
        string json = Read(path);
        string name = SafeText.Of(path);
        if (JsonReportSet.Is(json))
        {
            Write(format, JsonReportSet.Parse(json, name), output, writing);
        }
        else
        {
            Write(format, JsonReport.Parse(json, name), output, writing);
        }
    }

    /// <summary>To be called before a long watch: fails now where <see cref="Save(Report, string, string?)"/> would fail then. Leaves nothing behind.</summary>
    /// <exception cref="ReportException">No such format, or the file cannot be written.</exception>
    public static void CheckWritable(string path, string? formatName)
    {
        ReportFormats.Choose(path, formatName);
        CheckWritable(path);
    }

    /// <summary>The same for a file of any kind.</summary>
    /// <exception cref="ReportException">The file cannot be written.</exception>
    public static void CheckWritable(string path)
    {
        using PendingFile file = PendingFile.Create(path);
    }

    /// <summary>Reads a report that was saved in the json format.</summary>
    /// <exception cref="ReportException">There is none, it cannot be read, or it is not a report of a known version.</exception>
    public static Report Load(string path) => JsonReport.Parse(Read(path), SafeText.Of(path));

    /// <summary>Reads the reports of several targets that were saved in the json format.</summary>
    /// <exception cref="ReportException">There are none, they cannot be read, or they are not of a known version.</exception>
    public static ReportSet LoadSet(string path) => JsonReportSet.Parse(Read(path), SafeText.Of(path));

    /// <summary>Reads what a report that was saved in the json format, of one target or of several, says of its sites.</summary>
    /// <exception cref="ReportException">There is none, it cannot be read, or it is not of a known version.</exception>
    public static RecordedSites LoadSites(string path)
    {
        string json = Read(path);
        string name = SafeText.Of(path);
        return JsonReportSet.Is(json) ? RecordedSites.Of(JsonReportSet.Parse(json, name)) : RecordedSites.Of(JsonReport.Parse(json, name));
    }

    private static string Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        string name = SafeText.Of(path);
        if (Directory.Exists(path))
        {
            throw new ReportException($"'{name}' is a folder: name a report in it.");
        }

        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception problem) when (problem is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ReportException($"There is no file '{name}': check the name.", problem);
        }
        catch (UnauthorizedAccessException problem)
        {
            throw new ReportException($"'{name}' may not be read: check its permissions.", problem);
        }
        catch (Exception problem) when (problem is IOException or ArgumentException or NotSupportedException)
        {
            throw new ReportException($"'{name}' cannot be read ({SafeText.Of(problem.Message).TrimEnd('.')}): check the file.", problem);
        }
    }

    private static void WriteWhole(string path, Action<TextWriter> write) => SaveText(path, "report", write);

    internal static void SaveAs(IReportFormat format, Report report, string path, ReportWriting? writing = null) =>
        WriteWhole(path, writer => Write(format, report, writer, writing ?? ReportWriting.Default));

    // Every report goes through one of these two: what is to be left out is left out here, for all formats.
    private static void Write(IReportFormat format, Report report, TextWriter writer, ReportWriting writing)
    {
        ReportRedaction redaction = ReportRedaction.Of(writing);
        format.Write(redaction.Apply(report), writer, redaction.Apply(writing));
    }

    private static void Write(IReportFormat format, ReportSet set, TextWriter writer, ReportWriting writing)
    {
        ReportRedaction redaction = ReportRedaction.Of(writing);
        format.Write(redaction.Apply(set), writer, redaction.Apply(writing));
    }

    /// <summary>Writes other text the same way: whole or not at all.</summary>
    /// <param name="path">A file that is there is replaced in one step.</param>
    /// <param name="what">What it is, for a message.</param>
    /// <param name="write">Writes it.</param>
    internal static void SaveText(string path, string what, Action<TextWriter> write) => WriteWhole(path, what, stream =>
    {
        using StreamWriter writer = new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), WriteBufferSize, leaveOpen: true);
        write(writer);
    });

    private static void WriteWhole(string path, string what, Action<Stream> write)
    {
        using PendingFile file = PendingFile.Create(path);
        try
        {
            write(file.Stream);
            file.PutInPlace();
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new ReportException(
                $"The {what} could not be written to '{SafeText.Of(path)}' ({SafeText.Of(problem.Message).TrimEnd('.')}): choose another place.",
                problem);
        }
    }
}
