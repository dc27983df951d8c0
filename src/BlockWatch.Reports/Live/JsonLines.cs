using System.Text.Json;
using BlockWatch.Detection.Deadlocks;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Session;
using BlockWatch.Detection.Sites;
using BlockWatch.Reports.Building;
using BlockWatch.Reports.Json;
using BlockWatch.Reports.Model;
using BlockWatch.Reports.Redaction;

namespace BlockWatch.Reports.Live;

/// <summary>What a watch sees, as it sees it, for programs: one JSON object a line.</summary>
/// <remarks>Each method returns one line without its newline. Wall-clock times are the session's start plus the event's own time.</remarks>
public sealed class JsonLines
{
    private const int NanosecondsPerTick = 100;

    private readonly DateTimeOffset _startedAt;
    private readonly int? _processId;
    private readonly ReportRedaction _redaction;

    /// <param name="startedAt">Time 0 of all times in stalls and episodes.</param>
    /// <param name="processId">The target's process id, to be on each line; null when there is one target only.</param>
    /// <param name="writing">What is to be left out of the lines; null: as of a report when nobody says otherwise.</param>
    public JsonLines(DateTimeOffset startedAt, int? processId = null, ReportWriting? writing = null)
    {
        _redaction = ReportRedaction.Of(writing ?? ReportWriting.Default);
        _startedAt = startedAt.ToUniversalTime();
        _processId = processId;
    }

    /// <summary>The first line of a target.</summary>
    public string Started(TargetDescription target, double thresholdMs, string toolVersion)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(toolVersion);
        return Serialize(new JsonLine
        {
            Kind = "started",
            SchemaVersion = Report.CurrentSchemaVersion,
            Tool = TargetMapping.Tool(toolVersion),
            Target = TargetMapping.ToReport(target),
            ThresholdMs = Rounding.Round(thresholdMs),
            StartedAt = _startedAt,
        });
    }

    /// <summary>A stall, open or closed, got its first explanation.</summary>
    /// <param name="stall">As far as it is known.</param>
    /// <param name="detectedAt">The wall clock now; the age of an open stall is counted up to it.</param>
    public string StallExplained(Stall stall, DateTimeOffset detectedAt) => Serialize(Line("stall", stall, detectedAt));

    /// <summary>A stall is over and all is known of it that ever will be.</summary>
    /// <param name="stall">With its final parts.</param>
    /// <param name="detectedAt">The wall clock now.</param>
    public string StallClosed(Stall stall, DateTimeOffset detectedAt) => Serialize(Line("stallClosed", stall, detectedAt));

    /// <summary>A site takes the pool by stalls that are each under the threshold.</summary>
    /// <param name="sum">Those of the second in which it was first so.</param>
    /// <param name="detectedAt">The wall clock now.</param>
    public string ShortStalls(ShortStallSum sum, DateTimeOffset detectedAt)
    {
        ArgumentNullException.ThrowIfNull(sum);
        return Serialize(new JsonLine
        {
            Kind = "shortStalls",
            StartedAt = At(sum.StartNs),
            DetectedAt = detectedAt.ToUniversalTime(),
            TakenMs = Rounding.Milliseconds(sum.TakenNs),
            Sampled = sum.IsSampled,
            SiteId = sum.Site.Id,
            RuleId = sum.Site.RuleId,
            Frame = FrameMapping.ToReport(sum.Site.UserFrame),
            BlockingFrame = FrameMapping.ToReport(sum.Site.BlockingFrame),
        });
    }

    /// <param name="episode">As far as it is known.</param>
    /// <param name="detectedAt">The wall clock now.</param>
    public string StarvationStarted(StarvationEpisode episode, DateTimeOffset detectedAt) =>
        Serialize(Line("starvationStarted", episode, detectedAt));

    /// <param name="episode">With its final culprits.</param>
    /// <param name="detectedAt">The wall clock now.</param>
    public string StarvationEnded(StarvationEpisode episode, DateTimeOffset detectedAt) =>
        Serialize(Line("starvationEnded", episode, detectedAt));

    /// <summary>A deadlock was found, or has resolved by itself.</summary>
    /// <param name="deadlock">As far as it is known.</param>
    /// <param name="detectedAt">The wall clock now.</param>
    public string Deadlock(Deadlock deadlock, DateTimeOffset detectedAt)
    {
        ArgumentNullException.ThrowIfNull(deadlock);
        return Serialize(new JsonLine
        {
            Kind = "deadlock",
            DeadlockId = deadlock.Id,
            State = deadlock.EndNs is null ? "open" : "closed",
            StartedAt = At(deadlock.StartNs),
            DetectedAt = detectedAt.ToUniversalTime(),
            DurationMs = deadlock.EndNs is { } end ? Rounding.Milliseconds(end - deadlock.StartNs) : null,
            SiteId = deadlock.Site.Id,
            RuleId = deadlock.Site.RuleId,
            Title = deadlock.Title,
            Confidence = deadlock.Confidence,
            Threads = deadlock.Threads,
            Steps = [.. deadlock.Steps.Select(DeadlockMapping.ToReport)],
        });
    }

    /// <summary>The last line of a target that was watched; only when there are several.</summary>
    /// <param name="end">Why watching it ended.</param>
    /// <param name="detectedAt">The wall clock now.</param>
    public string Ended(SessionEnd end, DateTimeOffset detectedAt) =>
        Serialize(new JsonLine { Kind = "ended", StartedAt = _startedAt, DetectedAt = detectedAt.ToUniversalTime(), End = end });

    /// <summary>The last line, and often the only one, of a target that could not be watched; only when there are several.</summary>
    /// <param name="name">The target's name as far as it is known.</param>
    /// <param name="failure">Why.</param>
    /// <param name="detectedAt">The wall clock now.</param>
    public string Failed(string name, string failure, DateTimeOffset detectedAt) =>
        Serialize(new JsonLine { Kind = "failed", Name = name, DetectedAt = detectedAt.ToUniversalTime(), Failure = failure });

    private JsonLine Line(string kind, Stall stall, DateTimeOffset detectedAt)
    {
        ArgumentNullException.ThrowIfNull(stall);
        DateTimeOffset startedAt = At(stall.StartNs);
        Site? site = stall.IsExplained ? stall.Parts[0].Site : null;
        return new JsonLine
        {
            Kind = kind,
            StallId = stall.Id,
            State = stall.EndNs is null ? "open" : "closed",
            StartedAt = startedAt,
            StartIsLowerBound = stall.StartIsLowerBound,
            DetectedAt = detectedAt.ToUniversalTime(),
            DurationMs = stall.EndNs is { } end ? Rounding.Milliseconds(end - stall.StartNs) : null,
            EndIsLowerBound = stall.EndNs is null ? null : stall.EndIsLowerBound,

            // The wall clock may be set back while a stall is open.
            AgeMs = stall.EndNs is null ? Math.Max(0, Rounding.Round((detectedAt - startedAt).TotalMilliseconds)) : null,
            GcMs = Rounding.Milliseconds(stall.GcNs),
            ThreadId = stall.ThreadId,
            RuleId = site?.RuleId,
            Frame = FrameMapping.ToReport(site?.UserFrame),
            BlockingFrame = FrameMapping.ToReport(site?.BlockingFrame),
            Request = stall.Request is { } request ? new JsonLineRequest { Method = request.Method, Route = request.Route, Endpoint = request.Endpoint } : null,
            Chain = stall.Chain is { } chain ? ChainMapping.Links(chain) : null,
            Parts = [.. stall.Parts.Select(ToLine)],
        };
    }

    private static JsonLinePart ToLine(StallPart part) => new()
    {
        SiteId = part.Site.Id,
        RuleId = part.Site.RuleId,
        Category = part.Site.Category,
        DurationMs = Rounding.Milliseconds(part.DurationNs),
        Evidence = part.Evidence,
        SampleCount = part.SampleCount,
        Frame = FrameMapping.ToReport(part.Site.UserFrame),
        BlockingFrame = FrameMapping.ToReport(part.Site.BlockingFrame),
        LeftOut = part.IsLeftOut ? true : null,
    };

    private JsonLine Line(string kind, StarvationEpisode episode, DateTimeOffset detectedAt)
    {
        ArgumentNullException.ThrowIfNull(episode);
        return new JsonLine
        {
            Kind = kind,
            EpisodeId = episode.Id,
            StartedAt = At(episode.StartNs),
            DetectedAt = detectedAt.ToUniversalTime(),
            DurationMs = episode.EndNs is { } end ? Rounding.Milliseconds(end - episode.StartNs) : null,
            PeakThreads = episode.PeakThreads,
            PeakQueue = episode.PeakQueue,
            FirstSign = episode.FirstSign,
            Culprits = [.. episode.Culprits.Select(FindingMapping.ToReport)],
        };
    }

    private DateTimeOffset At(long sinceStartNs) => CalendarTime.After(_startedAt, sinceStartNs / NanosecondsPerTick);

    private string Serialize(JsonLine line) => SafeJson.Of(JsonSerializer.Serialize(Redacted(line) with { Pid = _processId }, JsonContract.OneLine));

    private JsonLine Redacted(JsonLine line) => line with
    {
        Target = line.Target is { } target ? _redaction.Apply(target) : null,
        Frame = _redaction.Own(line.Frame),
        BlockingFrame = _redaction.Other(line.BlockingFrame),
        Request = _redaction.Request(line.Request),
        Parts = line.Parts is { } parts ? [.. parts.Select(part => part with { Frame = _redaction.Own(part.Frame), BlockingFrame = _redaction.Other(part.BlockingFrame) })] : null,
        Steps = line.Steps is { } steps ? [.. steps.Select(_redaction.Apply)] : null,
        Failure = _redaction.Failure(line.Failure),
    };
}
