namespace SampleTargets.Truth;

/// <summary>
/// What held the thread. The names are those of blockwatch's categories; <see cref="Starvation"/> is an episode, not a blocked thread, and
/// <see cref="LostTask"/> holds none.
/// </summary>
internal enum FaultCategory
{
    TaskWait,
    PrimitiveWait,
    Lock,
    Sleep,
    File,
    Socket,
    Http,
    Dns,
    Pipe,
    Process,
    Console,
    Database,
    Cpu,
    RuntimeWork,
    PageFault,
    Starvation,
    LostTask,
}
