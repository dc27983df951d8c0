namespace BlockWatch.Detection.Deadlocks;

/// <summary>What can wait, or be waited for.</summary>
internal enum WaitNodeKind : byte
{
    Thread,
    Task,
    Pool,
}
