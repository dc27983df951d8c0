namespace BlockWatch.EventPipe.Guarding;

/// <summary>Decides when a process has been stopped for so long that its target must not wait for it any more.</summary>
/// <remarks>
/// A debugger stops a process for a moment at a time, and a process that is traced is stopped at each of its system calls: only one that
/// is found stopped again and again, and used no processor time in between, is.
/// </remarks>
internal sealed class StopRule
{
    /// <summary>How long it must have been stopped. With <see cref="Look"/> on top a target that exits is held for well under a second.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(400);

    /// <summary>How often to look.</summary>
    public static readonly TimeSpan Look = TimeSpan.FromMilliseconds(150);

    private TimeSpan? _since;
    private double _cpuMs;

    /// <summary>True of the states of a process that was stopped by a signal, or by a debugger.</summary>
    public static bool IsStopped(char state) => state is 'T' or 't';

    /// <summary>Tells of one look.</summary>
    /// <param name="now">Any clock that only goes on.</param>
    /// <param name="state">As in /proc/PID/stat.</param>
    /// <param name="cpuMs">What it has used so far.</param>
    /// <returns>True when it is to be given up for now.</returns>
    public bool IsOver(TimeSpan now, char state, double cpuMs)
    {
        bool isStopped = IsStopped(state);
        if (!isStopped || cpuMs != _cpuMs)
        {
            _since = isStopped ? now : null;
            _cpuMs = cpuMs;
        }

        _since = isStopped ? _since ?? now : null;
        return now - _since >= Patience;
    }
}
