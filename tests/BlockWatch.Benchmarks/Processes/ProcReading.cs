using System.Globalization;

namespace BlockWatch.Benchmarks.Processes;

/// <summary>What /proc says of a process at one instant. Linux only.</summary>
/// <param name="CpuMs">Processor time so far, of all its threads, milliseconds. The system tells it in steps of 10 ms.</param>
/// <param name="RssMb">Memory that is resident now (VmRSS), millions of bytes.</param>
/// <param name="PeakRssMb">The most that ever was (VmHWM), millions of bytes.</param>
internal sealed record ProcReading(double CpuMs, double RssMb, double PeakRssMb)
{
    private const double MsPerTick = 10; // USER_HZ is 100.
    private const double BytesPerKb = 1024;

    /// <summary>Null when the process is gone, also when nobody has asked for its exit code yet: its memory is gone then.</summary>
    public static ProcReading? Of(int processId)
    {
        try
        {
            string folder = string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}");
            string[] status = File.ReadAllLines(folder + "/status");
            string stat = File.ReadAllText(folder + "/stat");

            // The second field is the name in parentheses and may hold anything.
            string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            double ticks = Number(fields[11]) + Number(fields[12]);
            return MegabytesOf(status, "VmRSS:") is { } now && MegabytesOf(status, "VmHWM:") is { } peak
                ? new ProcReading(ticks * MsPerTick, now, peak)
                : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>The same of a process that must be there.</summary>
    /// <exception cref="InvalidOperationException">It is not.</exception>
    public static ProcReading OfLiving(int processId) =>
        Of(processId) ?? throw new InvalidOperationException(FormattableString.Invariant($"Process {processId} is gone, or there is no /proc."));

    private static double? MegabytesOf(string[] status, string field) =>
        Array.Find(status, line => line.StartsWith(field, StringComparison.Ordinal)) is { } line
            ? Number(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1]) * BytesPerKb / 1e6
            : null;

    private static double Number(string field) => double.Parse(field, CultureInfo.InvariantCulture);
}
