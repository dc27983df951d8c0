using System.Diagnostics;

namespace SampleTargets.Truth;

/// <summary>A fault that is about to happen on the current thread.</summary>
/// <param name="StartTimestamp">Stopwatch ticks.</param>
/// <param name="ThreadId">The operating system's id of the thread; 0 where there is none to be had, or when no single thread is meant.</param>
/// <param name="OnPool">Whether the thread is the pool's.</param>
/// <param name="Method">The member that called <see cref="TruthLog.Begin"/>.</param>
/// <param name="File">Its source file, as the compiler saw it.</param>
/// <param name="Line">The line of the call; the fault is the first line at or below it that is marked BLOCKS.</param>
internal readonly record struct Fault(long StartTimestamp, int ThreadId, bool OnPool, string Method, string File, int Line)
{
    /// <summary>Since the fault began.</summary>
    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(StartTimestamp);
}
