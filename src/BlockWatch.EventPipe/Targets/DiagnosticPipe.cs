using System.Globalization;

namespace BlockWatch.EventPipe.Targets;

/// <summary>The named pipe that a runtime on Windows listens on for diagnostic commands.</summary>
/// <remarks>Which processes have one is left to the client library (<c>DiagnosticsClient.GetPublishedProcesses</c>).</remarks>
internal static class DiagnosticPipe
{
    /// <summary>Without the <c>\\.\pipe\</c> in front.</summary>
    public static string NameOf(int processId) => string.Create(CultureInfo.InvariantCulture, $"dotnet-diagnostic-{processId}");
}
