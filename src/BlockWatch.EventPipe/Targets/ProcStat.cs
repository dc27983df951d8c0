namespace BlockWatch.EventPipe.Targets;

/// <summary>A few fields of /proc/PID/stat.</summary>
/// <param name="State">R, S, D, T, Z, …</param>
/// <param name="CpuMs">User and system time so far, milliseconds, in steps of 10.</param>
/// <param name="StartTicks">When the process started, clock ticks since boot: tells a process from a later one with its pid.</param>
/// <param name="ParentId">The process that started it, or that took it over when that one had exited.</param>
internal sealed record ProcStat(char State, double CpuMs, long StartTicks, int ParentId);
