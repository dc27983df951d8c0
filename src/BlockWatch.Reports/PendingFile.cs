using BlockWatch.Reports.Wording;

namespace BlockWatch.Reports;

/// <summary>A new file beside the one that it is to become. Disposed before it is put in its place, it leaves no trace.</summary>
internal sealed class PendingFile : IDisposable
{
    private readonly string _target;
    private readonly string _temporary;
    private bool _inPlace;

    private PendingFile(string target, string temporary, FileStream stream)
    {
        _target = target;
        _temporary = temporary;
        Stream = stream;
    }

    public FileStream Stream { get; }

    /// <param name="path">What it is to become.</param>
    /// <param name="share">What others of our user may do with it meanwhile.</param>
    /// <exception cref="ReportException"><paramref name="path"/> cannot become a file.</exception>
    public static PendingFile Create(string path, FileShare share = FileShare.None)
    {
        ArgumentNullException.ThrowIfNull(path);
        string name = SafeText.Of(path);
        try
        {
            string target = Path.GetFullPath(path);
            if (Path.EndsInDirectorySeparator(target) || Directory.Exists(target))
            {
                throw new ReportException($"'{name}' is a folder: name a file in it.");
            }

            if (!OrdinaryFile.CanBeReplaced(target))
            {
                throw new ReportException($"'{name}' is not an ordinary file: name one, or write the report to standard output.");
            }

            FileStream stream = PrivateFile.CreateIn(Path.GetDirectoryName(target)!, ".tmp", share: share);
            return new PendingFile(target, stream.Name, stream);
        }
        catch (DirectoryNotFoundException problem)
        {
            throw new ReportException($"The folder of '{name}' does not exist: create it or name another.", problem);
        }
        catch (UnauthorizedAccessException problem)
        {
            throw new ReportException($"No permission to write '{name}': choose a folder that you may write to.", problem);
        }
        catch (Exception problem) when (problem is IOException or ArgumentException or NotSupportedException)
        {
            throw new ReportException($"'{name}' cannot be written ({SafeText.Of(problem.Message).TrimEnd('.')}): choose another place.", problem);
        }
    }

    /// <summary>The bytes reach the disk first, so that a crash leaves the old file or the new one.</summary>
    public void PutInPlace()
    {
        Stream.Flush(flushToDisk: true);
        Stream.Dispose();
        File.Move(_temporary, _target, overwrite: true);
        _inPlace = true;
    }

    /// <summary>Puts it in its place before anything is written to it. The caller closes the stream.</summary>
    public FileStream OpenInPlace()
    {
        File.Move(_temporary, _target, overwrite: true);
        _inPlace = true;
        return Stream;
    }

    public void Dispose()
    {
        Stream.Dispose();
        if (!_inPlace)
        {
            File.Delete(_temporary);
        }
    }
}
