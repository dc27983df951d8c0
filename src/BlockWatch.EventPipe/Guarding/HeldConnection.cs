using BlockWatch.EventPipe.Launching;
using BlockWatch.EventPipe.Targets;
using Microsoft.Win32.SafeHandles;

namespace BlockWatch.EventPipe.Guarding;

/// <summary>The watchdog's copy of a session's connection.</summary>
/// <remarks>Not thread-safe.</remarks>
internal sealed class HeldConnection : IDisposable
{
    private const char Running = 'R';

    private readonly SafeFileHandle _connection;
    private readonly StopRule _rule = new();
    private readonly Func<int, char?> _stateOf;

    /// <param name="connection">Ours to close.</param>
    /// <param name="stateOf">The state of a process, as in /proc/PID/stat; null: as the system says.</param>
    public HeldConnection(SafeFileHandle connection, Func<int, char?>? stateOf = null)
    {
        _connection = connection;
        _stateOf = stateOf ?? (static id => ProcFile.Stat(id)?.State);
        Target = PeerProcess.IdOf(connection) is > 0 and int id ? id : null;
    }

    /// <summary>The process at the other end; null where the system does not tell.</summary>
    public int? Target { get; }

    /// <summary>True when the target may be waiting for a reader that has been stopped for too long.</summary>
    /// <param name="now">Any clock that only goes on.</param>
    /// <param name="parent">The reader's state, as in /proc/PID/stat.</param>
    /// <param name="parentCpuMs">What it has used so far.</param>
    public bool IsWaitedFor(TimeSpan now, char parent, double parentCpuMs)
    {
        // A target that is stopped as well (Ctrl+Z under `run` stops both) waits for nobody, and both will go on.
        bool isTargetStopped = StopRule.IsStopped(parent) && Target is { } id && _stateOf(id) is { } state && StopRule.IsStopped(state);
        return _rule.IsOver(now, isTargetStopped ? Running : parent, parentCpuMs);
    }

    /// <summary>Ends the connection for both sides, whoever else has a copy of it.</summary>
    public void ShutDown() => _ = Native.Shutdown(_connection, Native.ShutBoth);

    public void Dispose() => _connection.Dispose();
}
