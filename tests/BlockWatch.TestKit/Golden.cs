using System.Text;

namespace BlockWatch.TestKit;

/// <summary>Compares a whole text with a file that is checked in.</summary>
/// <remarks>
/// On a difference the text is written beside the file as <c>name.received.ext</c> and the comparison fails. The files change
/// only when the environment variable <see cref="UpdateVariable"/> is 1: look at the difference before committing it.
/// </remarks>
public static class Golden
{
    public const string UpdateVariable = "BLOCKWATCH_UPDATE_GOLDEN";

    private const string RepositoryMark = "BlockWatch.sln";
    private const int DifferencesShown = 5;

    /// <param name="actual">The whole text.</param>
    /// <param name="file">The checked-in file, relative to the folder <c>tests</c>: <c>BlockWatch.Reports.Tests/Golden/rich.txt</c>.</param>
    /// <exception cref="InvalidOperationException">They differ, or there is no such file.</exception>
    public static void Match(string actual, string file)
    {
        ArgumentNullException.ThrowIfNull(actual);
        ArgumentNullException.ThrowIfNull(file);
        string expectedPath = Path.Combine(TestsFolder(), file);
        string receivedPath = Path.ChangeExtension(expectedPath, ".received" + Path.GetExtension(expectedPath));
        if (Environment.GetEnvironmentVariable(UpdateVariable) == "1")
        {
            Write(expectedPath, actual);
            File.Delete(receivedPath);
            return;
        }

        // A checkout may have given the file its system's line ends; the text itself must have \n.
        string? expected = File.Exists(expectedPath) ? File.ReadAllText(expectedPath).ReplaceLineEndings("\n") : null;
        if (expected == actual)
        {
            File.Delete(receivedPath);
            return;
        }

        Write(receivedPath, actual);
        string difference = expected is null ? "There is no such file yet." : Difference(expected, actual);
        throw new InvalidOperationException(
            $"The text is not that of {file}.\n{difference}\nReceived: {receivedPath}\nIf it is right, run again with {UpdateVariable}=1.");
    }

    private static string Difference(string expected, string actual)
    {
        string[] expectedLines = expected.Split('\n');
        string[] actualLines = actual.Split('\n');
        StringBuilder difference = new();
        int shown = 0;
        for (int at = 0; at < Math.Max(expectedLines.Length, actualLines.Length) && shown < DifferencesShown; at++)
        {
            string? wanted = at < expectedLines.Length ? expectedLines[at] : null;
            string? got = at < actualLines.Length ? actualLines[at] : null;
            if (wanted != got)
            {
                difference.Append("line ").Append(at + 1).Append("\n  - ").Append(wanted ?? "(end)").Append("\n  + ").Append(got ?? "(end)").Append('\n');
                shown++;
            }
        }

        return difference.ToString();
    }

    private static void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
    }

    // Not the caller's source path: builds for publication replace it.
    private static string TestsFolder()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, RepositoryMark)))
            {
                return Path.Combine(folder.FullName, "tests");
            }
        }

        throw new InvalidOperationException($"No {RepositoryMark} in or above {AppContext.BaseDirectory}: run the tests from the repository.");
    }
}
