namespace BlockWatch.Detection;

/// <summary>What made the detector ask for stacks.</summary>
public enum EvidenceReason
{
    /// <summary>A span is open for half the threshold or longer and nothing explains it yet.</summary>
    LongSpan,

    /// <summary>A pool thread sleeps, and it is not known whether at work: one stack is enough, as it will not move.</summary>
    Sleep,

    /// <summary>A pool thread was seen blocked, without its start, in an earlier burst: a second look tells whether it still is.</summary>
    SecondLook,

    /// <summary>Spans under the threshold take much of the pool together.</summary>
    ShortStalls,

    /// <summary>The pool starves.</summary>
    Starvation,

    /// <summary>Threads wait for each other in a ring that is not old enough yet.</summary>
    Deadlock,
}
