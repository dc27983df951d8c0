using System.Diagnostics;

namespace BlockWatch.EventPipe.Targets;

/// <summary>blockwatch's own process.</summary>
internal static class OwnProcess
{
    /// <summary>Processor time that it has used so far.</summary>
    public static TimeSpan CpuTime()
    {
        using Process own = Process.GetCurrentProcess();
        return own.TotalProcessorTime;
    }
}
