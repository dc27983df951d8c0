using Microsoft.Diagnostics.NETCore.Client;

namespace BlockWatch.EventPipe.Targets;

/// <summary>The client library's connection to a process, by the process's own socket.</summary>
/// <remarks>
/// By a process id alone the library takes the newest file of that name. A file that a dead process of another container left in a shared folder, or that
/// somebody made there, may be newer; who was identified must be who is watched.
/// </remarks>
internal static class TargetClient
{
    // What separates the parts of a port's description.
    private const char Separator = ',';

    public static DiagnosticsClient Of(int processId)
    {
        string? path = OperatingSystem.IsWindows() ? null : DiagnosticSocket.PathOf(processId);
        return path is null || path.Contains(Separator, StringComparison.Ordinal)
            ? new DiagnosticsClient(processId)
            : DiagnosticsClientConnector.FromDiagnosticPort(path + ",connect", CancellationToken.None).GetAwaiter().GetResult().Instance;
    }
}
