using BlockWatch.Tool.Failures;

namespace BlockWatch.Tool.Configuration;

/// <summary>Finds and reads <c>blockwatch.json</c>.</summary>
internal static class ConfigFile
{
    public const string Name = "blockwatch.json";

    // A configuration is written by hand: what is larger is another file.
    private const int MaxBytes = 1024 * 1024;

    /// <summary>The nearest one, in the folder or in one above it; null when there is none.</summary>
    public static string? FindUpward(string folder)
    {
        for (DirectoryInfo? current = new(folder); current is not null; current = current.Parent)
        {
            string path = Path.Combine(current.FullName, Name);
            if (File.Exists(path))
            {
                return path;
            }
        }

        return null;
    }

    /// <summary>Reads one.</summary>
    /// <param name="path">A full path.</param>
    /// <param name="today">The day on which suppressions have to hold, UTC.</param>
    /// <exception cref="UserFacingException">There is none, it cannot be read, or it is not as it should be.</exception>
    public static WatchConfig Read(string path, DateOnly today)
    {
        const string Instead = "or use --no-config to watch without a configuration";
        if (Directory.Exists(path))
        {
            throw Refused($"'{path}' is a folder: name a configuration file in it, {Instead}", null);
        }

        try
        {
            byte[] utf8 = ReadAtMost(path, MaxBytes + 1);
            return utf8.Length <= MaxBytes
                ? ConfigReader.Read(path, utf8, today)
                : throw Refused($"'{path}' is larger than 1 MB, which no configuration is: name another file, {Instead}", null);
        }
        catch (Exception problem) when (problem is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Refused($"there is no configuration '{path}': check the name, {Instead}", problem);
        }
        catch (UnauthorizedAccessException problem)
        {
            throw Refused($"the configuration '{path}' may not be read: check its permissions, {Instead}", problem);
        }
        catch (IOException problem)
        {
            throw Refused($"the configuration '{path}' cannot be read ({problem.Message.TrimEnd('.')}): check the file, {Instead}", problem);
        }
    }

    // A device has no length and may have no end.
    private static byte[] ReadAtMost(string path, int bytes)
    {
        using FileStream file = File.OpenRead(path);
        byte[] read = new byte[bytes];
        return read[..file.ReadAtLeast(read, bytes, throwOnEndOfStream: false)];
    }

    private static UserFacingException Refused(string message, Exception? inner) => new(message, ExitCode.Usage, inner) { IsAboutArguments = false };
}
