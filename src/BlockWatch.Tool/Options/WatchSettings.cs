using BlockWatch.Detection;
using BlockWatch.Detection.Suppressions;
using BlockWatch.EventPipe.Watching;
using BlockWatch.Reports;
using BlockWatch.Telemetry;

namespace BlockWatch.Tool.Options;

/// <summary>What the user asked of a watch, checked.</summary>
internal sealed record WatchSettings
{
    public TimeSpan Threshold { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Pool-thread time in one second from which stalls under the threshold are told of.</summary>
    public TimeSpan ShortStalls { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>From how long on a turn of an event loop is blocked; null: as <see cref="Threshold"/>.</summary>
    public TimeSpan? LoopThreshold { get; init; }

    /// <summary>Null: until stopped or the target's exit.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>What watching may take of one core of the target's: 0.02 are 2 %.</summary>
    public double Budget { get; init; } = 0.02;

    /// <summary>Report files to write, in the order given, no path twice.</summary>
    public IReadOnlyList<string> Outputs { get; init; } = [];

    /// <summary>Where the whole watch is to be written as a .nettrace; null for nowhere.</summary>
    public string? RawTrace { get; init; }

    /// <summary>The format of every output; null: by each file's extension.</summary>
    public string? Format { get; init; }

    public IReadOnlyList<string> Include { get; init; } = [];

    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>True: standard output carries JSON lines and nothing else.</summary>
    public bool JsonLines { get; init; }

    public Verbosity Verbosity { get; init; } = Verbosity.Normal;

    /// <summary>True: lines, also where a screen could be shown.</summary>
    public bool Plain { get; init; }

    /// <summary>True when nothing that was asked for stands against the live screen; whether there is a terminal for it is another question.</summary>
    public bool AllowsScreen => !Plain && !JsonLines && Verbosity == Verbosity.Normal;

    public bool WithCommandLine { get; init; }

    /// <summary>Assemblies that are the user's own: globs.</summary>
    public IReadOnlyList<string> Modules { get; init; } = [];

    public IReadOnlyList<SiteThreshold> SiteThresholds { get; init; } = [];

    public IReadOnlyList<Suppression> Suppressions { get; init; } = [];

    /// <summary>The configuration in force, a full path; null when there is none.</summary>
    public string? ConfigFile { get; init; }

    /// <summary>How reports are written.</summary>
    public ReportWriting Writing { get; init; } = ReportWriting.Default;

    /// <summary>False: findings do not name requests, and the target is not asked for them.</summary>
    public bool WithRequests { get; init; } = true;

    /// <summary>When tasks and async methods are told of.</summary>
    public DetailMode Detail { get; init; } = DetailMode.Off;

    /// <summary>Null: no flight recorder.</summary>
    public RecordingSettings? Recording { get; init; }

    /// <summary>Null: findings are no failure.</summary>
    public GateSettings? Gate { get; init; }

    /// <summary>Where figures go while watching; null: nowhere.</summary>
    public TelemetryOptions? Telemetry { get; init; }

    public WatchOptions ToWatchOptions() => new()
    {
        Detection = new DetectionOptions
        {
            ThresholdNs = Threshold.Ticks * TimeSpan.NanosecondsPerTick,
            ShortStallLimitNs = ShortStalls.Ticks * TimeSpan.NanosecondsPerTick,
            LoopThresholdNs = LoopThreshold is { } loop ? loop.Ticks * TimeSpan.NanosecondsPerTick : null,
            Include = Include,
            Exclude = Exclude,
            Modules = Modules,
            SiteThresholds = SiteThresholds,
            Suppressions = Suppressions,
        },
        Duration = Duration,
        BudgetShare = Budget,
        WithCommandLine = WithCommandLine,
        WithRequests = WithRequests,
        Detail = Detail,
    };
}
