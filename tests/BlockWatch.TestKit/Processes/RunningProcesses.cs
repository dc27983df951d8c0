using System.Globalization;
using System.Text;

namespace BlockWatch.TestKit.Processes;

/// <summary>The processes of the machine. Linux only.</summary>
public static class RunningProcesses
{
    /// <summary>The ids of those whose command line is so, in words.</summary>
    public static IReadOnlyList<int> With(Func<IReadOnlyList<string>, bool> isMeant)
    {
        ArgumentNullException.ThrowIfNull(isMeant);
        return
        [
            .. from folder in Directory.EnumerateDirectories("/proc")
               let name = Path.GetFileName(folder)
               where int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _) && isMeant(Words(folder))
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
