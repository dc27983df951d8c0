using BlockWatch.Detection.Session;
using BlockWatch.EventPipe.Watching;

namespace BlockWatch.Tool.Tests.Fakes;

/// <summary>One of several targets, played by a test.</summary>
internal sealed class PlayedTarget
{
    private readonly IWatchSetObserver _set;
    private readonly TargetDescription _target;

    public PlayedTarget(IWatchSetObserver set, int processId, string name)
    {
        _set = set;
        _target = Stalls.Target with { ProcessId = processId, Name = name };
        Observer = set.Attaching(processId, name);
    }

    public IWatchObserver Observer { get; }

    public PlayedTarget Start()
    {
        Observer.OnStarted(_target, Stalls.SessionStart);
        return this;
    }

    public TargetOutcome End(SessionEnd end, IReadOnlyList<string>? bugs = null) =>
        Tell(new TargetOutcome(_target.ProcessId, _target.Name, Stalls.Result(end, bugs) with { Target = _target }, null));

    public TargetOutcome Fail(string why) => Tell(new TargetOutcome(_target.ProcessId, _target.Name, null, why));

    private TargetOutcome Tell(TargetOutcome outcome)
    {
        _set.OnEnded(outcome);
        return outcome;
    }
}
