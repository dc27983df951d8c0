using BlockWatch.Telemetry.Figures;

namespace BlockWatch.Telemetry.Prometheus;

/// <summary>A target whose figures are served.</summary>
/// <param name="Name">The value of the label <c>target</c>.</param>
/// <param name="ProcessId">The value of the label <c>pid</c>.</param>
/// <param name="Figures">What is measured of it.</param>
internal sealed record ServedTarget(string Name, int ProcessId, TargetFigures Figures);
