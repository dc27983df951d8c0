using BlockWatch.Detection.Events;

namespace BlockWatch.Detection.Chains;

/// <summary>Brings stalls together with the runs of methods compiled as runtime async that they were part of, whichever comes first.</summary>
/// <remarks>
/// The runtime keeps what it tells of them for a second and more (see <see cref="RuntimeEventKind.ContinuationsRan"/>): mostly the stall is settled by then, and
/// waits for its chain here. Keeps the last <see cref="Cap"/> of both.
/// </remarks>
internal sealed class ResumedRuns
{
    public const int Cap = 1_024;

    private readonly ResumedRun?[] _runs = new ResumedRun?[Cap];
    private readonly SettledStall?[] _settled = new SettledStall?[Cap];
    private long _runCount;
    private long _settledCount;

    /// <summary>Told of the chain of a stall that was settled without it.</summary>
    public Action<string, AsyncChain>? Found { get; set; }

    public void Add(in RuntimeEvent e)
    {
        if (e.Stack is not { } methods || e.Since > e.Time)
        {
            return;
        }

        var run = new ResumedRun(e.ThreadId, e.Since, e.Time, methods, e.FirstWrapper);
        _runs[_runCount++ % Cap] = run;
        for (int i = 0; i < Cap; i++)
        {
            if (_settled[i] is { } stall && stall.IsPartOf(run) && run.ChainOf(stall.Stack.Frames) is { } chain)
            {
                _settled[i] = null;
                Found?.Invoke(stall.SiteId, chain);
            }
        }
    }

    /// <summary>The chain of a stall; null when none is known yet.</summary>
    public AsyncChain? Of(SettledStall stall)
    {
        for (long i = _runCount - 1; i >= Math.Max(0, _runCount - Cap); i--)
        {
            if (_runs[i % Cap] is { } run && stall.IsPartOf(run) && run.ChainOf(stall.Stack.Frames) is { } chain)
            {
                return chain;
            }
        }

        return null;
    }

    /// <summary>Has the chain of a stall found when it comes.</summary>
    public void Await(SettledStall stall) => _settled[_settledCount++ % Cap] = stall;
}
