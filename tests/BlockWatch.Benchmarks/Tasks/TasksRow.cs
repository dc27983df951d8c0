using System.Globalization;

namespace BlockWatch.Benchmarks.Tasks;

/// <summary>One <c>blockwatch tasks</c>.</summary>
internal sealed record TasksRow
{
    /// <summary>From the command to its end, with all of its output, seconds.</summary>
    public required double Seconds { get; init; }

    /// <summary>Tasks in the answer.</summary>
    public required int Tasks { get; init; }

    /// <summary>The most memory that the tool had, millions of bytes.</summary>
    public required double PeakRssMb { get; init; }

    /// <summary>What the target used more than without, milliseconds of processor time, the list of its methods included.</summary>
    public required double TargetMs { get; init; }

    public string Describe() => string.Create(
        CultureInfo.InvariantCulture, $"  {Tasks} tasks in {Seconds:F2} s; blockwatch {PeakRssMb:F0} MB at most; the target's processor time {TargetMs:+0;-0} ms");
}
