namespace BlockWatch.Detection.Explanation;

/// <summary>What kind of thing held the thread. Each category belongs to exactly one rule.</summary>
public enum BlockingCategory
{
    /// <summary>Nothing explained the stall.</summary>
    Unexplained,

    /// <summary>A task that was not complete: Wait, Result, GetResult, WaitAll, WaitAny.</summary>
    TaskWait,

    /// <summary>A primitive: WaitHandle, ManualResetEventSlim, SemaphoreSlim.Wait, CountdownEvent, Barrier, Monitor.Wait, Thread.Join, BlockingCollection, Parallel.</summary>
    PrimitiveWait,

    /// <summary>A lock that another thread held: Monitor, Lock, ReaderWriterLockSlim, SpinLock.</summary>
    Lock,

    /// <summary>Thread.Sleep, SpinWait, Thread.SpinWait.</summary>
    Sleep,

    File,
    Socket,
    Http,
    Dns,
    Pipe,
    Process,
    Console,
    Database,

    /// <summary>The processor was busy: the user's own code, or the library code it called (hashing, compression, serialization, regular expressions).</summary>
    Cpu,

    /// <summary>All threads stopped for a garbage collection.</summary>
    GarbageCollection,

    /// <summary>The runtime compiled a method, loaded an assembly or ran a type initializer.</summary>
    RuntimeWork,

    /// <summary>The thread waited for memory that the operating system had to read from a disk: a mapped file, or what was swapped out.</summary>
    PageFault,

    /// <summary>The thread was ready to run, and other threads or other processes had the processors.</summary>
    ProcessorQueue,
}
