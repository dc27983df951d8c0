namespace BlockWatch.EventPipe.Targets;

/// <summary>What changed among the processes since the scan before.</summary>
/// <param name="Runtimes">Processes that now have a diagnostic socket and had none.</param>
/// <param name="Born">New processes, each with the one that started it; empty where there is no /proc.</param>
/// <param name="Gone">Processes that are not there any more.</param>
internal sealed record ScannedProcesses(IReadOnlyList<int> Runtimes, IReadOnlyList<(int ProcessId, int ParentId)> Born, IReadOnlyList<int> Gone);
