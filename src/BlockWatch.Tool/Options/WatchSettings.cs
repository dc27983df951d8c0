using BlockWatch.Detection;
using BlockWatch.EventPipe.Watching;

namespace BlockWatch.Tool.Options;

/// <summary>What the user asked of a watch, checked.</summary>
internal sealed record WatchSettings
{
    public TimeSpan Threshold { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Null: until stopped or the target's exit.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Report files to write, in the order given, no path twice.</summary>
    public IReadOnlyList<string> Outputs { get; init; } = [];

    /// <summary>The format of every output; null: by each file's extension.</summary>
    public string? Format { get; init; }

    public IReadOnlyList<string> Include { get; init; } = [];

    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>True: standard output carries JSON lines and nothing else.</summary>
    public bool JsonLines { get; init; }

    public Verbosity Verbosity { get; init; } = Verbosity.Normal;

    public bool WithCommandLine { get; init; }

    /// <summary>False: findings do not name requests, and the target is not asked for them.</summary>
    public bool WithRequests { get; init; } = true;

    public WatchOptions ToWatchOptions() => new()
    {
        Detection = new DetectionOptions
        {
            ThresholdNs = Threshold.Ticks * TimeSpan.NanosecondsPerTick,
            Include = Include,
            Exclude = Exclude,
        },
        Duration = Duration,
        WithCommandLine = WithCommandLine,
        WithRequests = WithRequests,
    };
}
