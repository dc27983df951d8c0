using System.Globalization;
using System.Text;

namespace BlockWatch.TestKit.Processes;

/// <summary>The watchdog processes of a blockwatch: see docs/decisions/0033-stopped-blockwatch.md. Linux only.</summary>
public static class Watchdogs
{
    private const string Command = "--watch-over";

    /// <summary>The ids of those that watch over a process, whether it is still there or not.</summary>
    public static IReadOnlyList<int> Of(int processId)
    {
        string parent = processId.ToString(CultureInfo.InvariantCulture);
        return
        [
            .. from folder in Directory.EnumerateDirectories("/proc")
               let name = Path.GetFileName(folder)
               where int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _)
               let words = Words(folder)
               where words.Length >= 4 && words[^3] == Command && words[^1] == parent
               select int.Parse(name, CultureInfo.InvariantCulture),
        ];
    }

    private static string[] Words(string folder)
    {
        try
        {
            return Encoding.UTF8.GetString(File.ReadAllBytes(folder + "/cmdline")).TrimEnd('\0').Split('\0');
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
