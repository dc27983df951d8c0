using System.Security.Cryptography;
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

    /// <exception cref="ReportException"><paramref name="path"/> cannot become a file.</exception>
    public static PendingFile Create(string path)
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

            if (IsDevice(target))
            {
                throw new ReportException($"'{name}' is not an ordinary file: name one, or write the report to standard output.");
            }

            string temporary = Path.Combine(Path.GetDirectoryName(target)!, $".{Path.GetRandomFileName()}{RandomNumberGenerator.GetHexString(8)}.tmp");
            return new PendingFile(target, temporary, new FileStream(temporary, Options()));
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

    public void Dispose()
    {
        Stream.Dispose();
        if (!_inPlace)
        {
            File.Delete(_temporary);
        }
    }

    /// <summary>Whether the full path is where devices are.</summary>
    // A rename would put a file where the device was: as root, /dev/null would be gone for everybody.
    internal static bool IsDevice(string target) =>
        !OperatingSystem.IsWindows()
        && (target.StartsWith("/dev/", StringComparison.Ordinal) || target.StartsWith("/proc/", StringComparison.Ordinal))
        && !target.StartsWith("/dev/shm/", StringComparison.Ordinal);

    private static FileStreamOptions Options()
    {
        // No buffer: one that cannot be emptied (a full disk) would fail once more when the file is disposed.
        // CreateNew never opens what is there, so a link that somebody left under a guessed name is not followed.
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            // Method names and paths are nobody else's business until the owner says so.
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }
}
