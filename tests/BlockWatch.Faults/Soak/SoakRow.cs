using System.Text.Json.Serialization;
using BlockWatch.Accuracy.Results;
using BlockWatch.Faults.Load;

namespace BlockWatch.Faults.Soak;

/// <summary>One minute of a soak: a line of its file.</summary>
internal sealed record SoakRow
{
    /// <summary>When the part of the soak began that this minute is of: parts can be written into one file.</summary>
    public required DateTimeOffset Part { get; init; }

    /// <summary>From 1.</summary>
    public required int Minute { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Requests a second in the target's own process.</summary>
    public required double Rate { get; init; }

    /// <summary>What the watch was allowed to take of the target; null in rows from before it could be told.</summary>
    public string? Budget { get; init; }

    /// <summary>Stalls that really were in this minute, and those of them that blockwatch told of.</summary>
    public required Share Stalls { get; init; }

    /// <summary>Of those found, those with the right rule.</summary>
    public required Share Rule { get; init; }

    /// <summary>Of those found, those with the right method.</summary>
    public required Share Method { get; init; }

    /// <summary>Stalls that were told of and are in no truth.</summary>
    public required int FalseStalls { get; init; }

    /// <summary>What a client outside saw of the target.</summary>
    public required LoadFigures Requests { get; init; }

    /// <summary>Of blockwatch: the median of a minute's readings, millions of bytes.</summary>
    public required double RssMb { get; init; }

    /// <summary>Of blockwatch, the largest of the minute's readings.</summary>
    public required int Handles { get; init; }

    /// <summary>Of blockwatch, the largest of the minute's readings.</summary>
    public required int Threads { get; init; }

    /// <summary>Processor time of blockwatch, milliseconds a second.</summary>
    public required double CpuMsPerSecond { get; init; }

    public required double TargetRssMb { get; init; }

    /// <summary>Processor time of the target, milliseconds a second.</summary>
    public required double TargetCpuMsPerSecond { get; init; }

    /// <summary>The largest number of diagnostic connections that the target had open in a reading of this minute.</summary>
    public required int Sessions { get; init; }

    /// <summary>The same, the smallest: those that stay.</summary>
    public required int LastingSessions { get; init; }

    /// <summary>Load average of the machine, of the last minute: above its processors, others took part.</summary>
    public required string LoadAverage { get; init; }

    /// <summary>Whether a second blockwatch was attached and killed in this minute.</summary>
    public required bool Killed { get; init; }

    [JsonIgnore]
    public double Hours => Minute / 60.0;
}
