namespace BlockWatch.Fuzz.Results;

/// <summary>What some inputs in a row did. Written to the log as it is.</summary>
internal sealed record FuzzTally
{
    public required string Target { get; init; }

    /// <summary>Inputs were made of those that went new ways.</summary>
    public bool IsGuided { get; init; }

    public required int Seed { get; init; }

    /// <summary>The first input's number.</summary>
    public required long From { get; init; }

    /// <summary>How many were given.</summary>
    public long Count { get; set; }

    /// <summary>How often each outcome came.</summary>
    public SortedDictionary<string, long> Outcomes { get; init; } = new(StringComparer.Ordinal);

    /// <summary>One for each fault.</summary>
    public List<Finding> Findings { get; init; } = [];

    /// <summary>Inputs that ended the process.</summary>
    public long Crashes { get; set; }

    /// <summary>Inputs that took longer than ten seconds.</summary>
    public long Hangs { get; set; }

    /// <summary>Inputs that did something else that must not be.</summary>
    public long Faults { get; set; }

    public double SlowestMs { get; set; }

    public long SlowestNumber { get; set; }

    public long PeakBytes { get; set; }

    /// <summary>All of it, with the starts of processes.</summary>
    public double Seconds { get; set; }

    public void Add(long number, InputResult result)
    {
        Count++;
        Outcomes[result.Outcome] = Outcomes.GetValueOrDefault(result.Outcome) + 1;
        PeakBytes = Math.Max(PeakBytes, result.PeakBytes);
        if (result.Time.TotalMilliseconds > SlowestMs)
        {
            SlowestMs = Math.Round(result.Time.TotalMilliseconds, 1);
            SlowestNumber = number;
        }
    }
}
