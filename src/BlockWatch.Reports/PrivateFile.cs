using System.Security.Cryptography;
using BlockWatch.Reports.Wording;

namespace BlockWatch.Reports;

/// <summary>The one place that makes files: what a target does is nobody's business but its owner's until the owner says otherwise.</summary>
/// <remarks>
/// Each is new, under a name that nobody can guess, and never one that is there (O_CREAT with O_EXCL): a link that somebody left in a folder that others may write to is not followed. Only our user may
/// read it, whatever the umask allows.
/// </remarks>
public static class PrivateFile
{
    /// <summary>Makes an empty file of an unguessable name.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="ending">How its name ends.</param>
    /// <param name="access">What we may do with it.</param>
    /// <param name="options">More about it: that it goes when it is closed.</param>
    /// <param name="share">What others of our user may do with it meanwhile.</param>
    /// <exception cref="IOException">No file can be made there.</exception>
    /// <exception cref="UnauthorizedAccessException">Nor may it.</exception>
    public static FileStream CreateIn(
        string folder, string ending, FileAccess access = FileAccess.Write, FileOptions options = FileOptions.None, FileShare share = FileShare.None)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return Create(Path.Combine(folder, $".{RandomNumberGenerator.GetHexString(16)}{ending}"), access, options, share);
    }

    /// <summary>Makes an empty file that has its name from the beginning, for what is written as it comes. A file that is there is replaced; a symbolic link is replaced, not followed.</summary>
    /// <exception cref="ReportException"><paramref name="path"/> cannot become a file.</exception>
    public static FileStream CreateInPlace(string path)
    {
        PendingFile file = PendingFile.Create(path, FileShare.ReadWrite | FileShare.Delete);
        try
        {
            return file.OpenInPlace();
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            file.Dispose();
            throw new ReportException($"'{SafeText.Of(path)}' cannot be written ({SafeText.Of(problem.Message).TrimEnd('.')}): choose another place.", problem);
        }
    }

    internal static FileStream Create(string path, FileAccess access, FileOptions options, FileShare share)
    {
        FileStreamOptions asked = new()
        {
            Mode = FileMode.CreateNew,
            Access = access,
            Share = share,
            Options = options,

            // No buffer: one that cannot be emptied (a full disk) would fail once more when the file is disposed.
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
        {
            asked.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, asked);
    }
}
