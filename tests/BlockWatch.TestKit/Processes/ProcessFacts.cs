using System.Globalization;

namespace BlockWatch.TestKit.Processes;

/// <summary>What /proc says of a process at one instant. Linux only.</summary>
/// <param name="State">One letter, as in <c>ps</c>: S sleeps, R runs, T is stopped, Z has ended.</param>
/// <param name="CpuMs">Processor time so far, of all its threads, milliseconds. The system tells it in steps of 10 ms.</param>
/// <param name="RssMb">Memory that is resident now, millions of bytes.</param>
/// <param name="Threads">How many it has.</param>
/// <param name="Handles">Open file descriptors.</param>
public sealed record ProcessFacts(char State, double CpuMs, double RssMb, int Threads, int Handles)
{
    private const double MsPerTick = 10; // USER_HZ is 100.
    private const int PageBytes = 4096;

    // Fields of /proc/PID/stat, counted from the state, which is the first behind the name.
    private const int UserTicks = 11;
    private const int SystemTicks = 12;
    private const int ThreadCount = 17;
    private const int ResidentPages = 21;

    /// <summary>Null when the process is gone.</summary>
    public static ProcessFacts? Of(int processId)
    {
        try
        {
            string folder = string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}");
            string stat = File.ReadAllText(folder + "/stat");

            // The second field is the name in parentheses and may hold anything.
            string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return new ProcessFacts(
                fields[0][0],
                (Number(fields[UserTicks]) + Number(fields[SystemTicks])) * MsPerTick,
                Number(fields[ResidentPages]) * PageBytes / 1e6,
                (int)Number(fields[ThreadCount]),
                Directory.EnumerateFileSystemEntries(folder + "/fd").Count());
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static double Number(string field) => double.Parse(field, CultureInfo.InvariantCulture);
}
