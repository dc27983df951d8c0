using System.Globalization;

namespace BlockWatch.EventPipe.Recording;

/// <summary>What a recording has, against what was asked for; in sentences.</summary>
internal sealed record RecordedExtent
{
    // A flush and a heartbeat may lie between the first event and the recorded time's begin.
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(1);

    /// <summary>What caused the recording.</summary>
    public required string Cause { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>How far back the events go from then; negative when the first came after.</summary>
    public required TimeSpan Before { get; init; }

    /// <summary>How far the events go on after it.</summary>
    public required TimeSpan After { get; init; }

    public required TimeSpan Asked { get; init; }

    /// <summary>How long the watch had been when it was caused.</summary>
    public required TimeSpan Watched { get; init; }

    /// <summary>Blocks of the recorded time were dropped because the memory for them was full.</summary>
    public bool WasCut { get; init; }

    public int SkippedTriggers { get; init; }

    public TimeSpan Pause { get; init; }

    /// <summary>False when the target's list of methods was not complete.</summary>
    public bool HasAllMethods { get; init; }

    public IReadOnlyList<string> Sentences()
    {
        List<string> sentences =
        [
            string.Create(
                CultureInfo.InvariantCulture,
                $"A flight recording, caused by {Cause} at {At.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC: it goes back {Seconds(Before)} s from then, and on {Seconds(After)} s after."),
        ];
        if (Before < Asked - Tolerance)
        {
            string why = WasCut ? $"what is kept in memory came to its limit of {TapeShelf.DefaultCapacity >> 20} MB"
                : Watched < Asked ? "the watch had begun then"
                : "nothing older had come";
            sentences.Add(string.Create(CultureInfo.InvariantCulture, $"It goes back less than the {Seconds(Asked)} s that were asked for: {why}."));
        }

        if (SkippedTriggers > 0)
        {
            sentences.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"{SkippedTriggers} other {(SkippedTriggers == 1 ? "trigger" : "triggers")} came since the recording before and caused none: at least {Seconds(Pause)} s are between two."));
        }

        if (!HasAllMethods)
        {
            sentences.Add("The target had not listed all its methods: some frames have no name.");
        }

        return sentences;
    }

    private static double Seconds(TimeSpan time) => Math.Round(Math.Max(0, time.TotalSeconds), 1);
}
