namespace BlockWatch.Detection.Sleeps;

/// <summary>A time in which a thread did not run, as far as it is known.</summary>
internal sealed class ThreadSleep
{
    /// <param name="since">The first look at which it slept.</param>
    /// <param name="stackPointer">Where its stack ends while it sleeps; 0 when unknown.</param>
    public ThreadSleep(long since, long stackPointer)
    {
        Since = since;
        StackPointer = stackPointer;
        Until = since;
    }

    public long Since { get; }

    public long StackPointer { get; }

    /// <summary>The last look at which it still slept.</summary>
    public long Until { get; set; }

    /// <summary>True when the thread was told to have no work when work items were told of last, and has slept since.</summary>
    public bool IsWithoutWork { get; set; }

    /// <summary>The age, nanoseconds, at which a stack is wanted next.</summary>
    public long NextAskAge { get; set; }
}
