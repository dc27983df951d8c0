namespace SampleTargets.Contexts;

/// <summary>One that the runtime asks to do the waiting: its own frame lies between the wait and whoever waits.</summary>
internal sealed class NotifiedContext : PoolContext
{
    public NotifiedContext() => SetWaitNotificationRequired();

    public override int Wait(IntPtr[] waitHandles, bool waitAll, int millisecondsTimeout) =>
        WaitHelper(waitHandles, waitAll, millisecondsTimeout);
}
