using System.Globalization;
using System.Text;

namespace BlockWatch.EventPipe.Targets;

/// <summary>The operating system's names of a process's threads (/proc/PID/task/TID/comm). Linux only.</summary>
/// <remarks>.NET gives a thread its <c>Thread.Name</c>, of which the system keeps the first fifteen characters. A thread without one has the name of the thread that made it.</remarks>
internal static class ThreadNames
{
    // The names that the runtime gives to threads of its own, and to those of the pool.
    private const string Runtime = ".NET ";

    /// <summary>Who tells the names of one process's threads; null where nobody can.</summary>
    public static Func<long, string?>? Of(int processId) =>
        ProcFile.FolderWithItsThreadIds(processId) is { } folder ? thread => NameOf(folder, thread) : null;

    /// <param name="folder">The process's folder: <c>/proc/PID</c>.</param>
    /// <param name="threadId">One of its threads.</param>
    /// <returns>Null for a thread that has no name of its own, and for one that is gone.</returns>
    internal static string? NameOf(string folder, long threadId)
    {
        string? name = Read(string.Create(CultureInfo.InvariantCulture, $"{folder}/task/{threadId}/comm"));
        return name is null or "" || name.StartsWith(Runtime, StringComparison.Ordinal) || name == Read(folder + "/comm") ? null : name;
    }

    private static string? Read(string path)
    {
        try
        {
            return Encoding.UTF8.GetString(File.ReadAllBytes(path)).TrimEnd('\n');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
