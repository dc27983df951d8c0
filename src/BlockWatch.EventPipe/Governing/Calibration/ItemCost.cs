namespace BlockWatch.EventPipe.Governing.Calibration;

/// <summary>What a work item that is told was measured to cost a target.</summary>
/// <param name="Us">Microseconds of its processor time; may be below 0 by chance.</param>
/// <param name="StandardErrorUs">How far that may be off: the standard error.</param>
/// <param name="Comparisons">Of how many comparisons.</param>
internal sealed record ItemCost(double Us, double StandardErrorUs, int Comparisons);
