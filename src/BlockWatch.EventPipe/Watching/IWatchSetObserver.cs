using BlockWatch.Detection.Session;

namespace BlockWatch.EventPipe.Watching;

/// <summary>Told what a watch of several targets sees. Calls come on several threads at once: be quick.</summary>
public interface IWatchSetObserver
{
    /// <summary>A target is about to be watched.</summary>
    /// <returns>Told what is seen of this target; its own calls come one at a time.</returns>
    IWatchObserver Attaching(int processId, string name);

    /// <summary>A target has its outcome: no call for it comes after this one.</summary>
    void OnEnded(TargetOutcome outcome);

    /// <summary>Something about no target in particular that a user should know while it happens; one line.</summary>
    void OnNotice(string message);
}
