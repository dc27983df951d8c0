using System.Globalization;
using BlockWatch.Detection.Deadlocks;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Sites;
using BlockWatch.Detection.Stacks;
using BlockWatch.Reports.Live;
using BlockWatch.Reports.Wording;
using BlockWatch.Telemetry.Figures;
using Microsoft.Extensions.Logging;

namespace BlockWatch.Telemetry.Otlp;

/// <summary>What is found in a target as log records.</summary>
/// <remarks>Attributes are named as OpenTelemetry's conventions name code where they do. Text of the target is escaped as for a terminal: logs are read in terminals too.</remarks>
internal sealed class LogEntries(DateTimeOffset sessionStart)
{
    // A stack of a hundred generic methods is no record that anybody can read, and receivers refuse what is too large.
    private const int MaxStackLength = 8 * 1024;

    private static readonly EventId StallEvent = new(1, "blockwatch.stall");
    private static readonly EventId StarvationEvent = new(2, "blockwatch.starvation");
    private static readonly EventId DeadlockEvent = new(3, "blockwatch.deadlock");

    /// <summary>A stall that is over.</summary>
    public LogEntry Of(Stall stall)
    {
        StallPart? part = stall.Parts.Count > 0 ? stall.Parts[0] : null;
        long endNs = stall.EndNs ?? stall.StartNs;
        Attributes attributes = Begin(stall.StartNs, endNs)
            .Add("stall.id", stall.Id)
            .Add("stall.explained", stall.IsExplained)
            .Add("stall.parts", stall.Parts.Count)
            .Add("stall.lower_bound", stall.StartIsLowerBound || stall.EndIsLowerBound)
            .Add("stall.gc", Seconds(stall.GcNs))
            .Add("thread.id", stall.ThreadId)
            .Add("request", stall.Request?.ToString())
            .Add("async.chain", stall.Chain?.ToString());
        Add(attributes, part?.Site);
        if (part is not null)
        {
            attributes.Add("part.duration", Seconds(part.DurationNs))
                .Add("evidence", part.Evidence.ToString().ToLowerInvariant())
                .Add("code.stacktrace", part.Stack is { } stack ? Text(stack) : null);
        }

        return new LogEntry(LogLevel.Warning, StallEvent, StallLine.Format(stall, endNs), attributes.All);
    }

    /// <summary>A starvation episode that begins or is over.</summary>
    public LogEntry Of(StarvationEpisode episode) => new(
        LogLevel.Warning,
        StarvationEvent,
        StarvationLine.Format(episode),
        Begin(episode.StartNs, episode.EndNs)
            .Add("rule", "BW0007")
            .Add("starvation.id", episode.Id)
            .Add("starvation.first_sign", episode.FirstSign)
            .Add("pool.threads.peak", episode.PeakThreads)
            .Add("pool.queue.peak", episode.PeakQueue)
            .All);

    /// <summary>A deadlock that was found or has resolved.</summary>
    public LogEntry Of(Deadlock deadlock)
    {
        Attributes attributes = Begin(deadlock.StartNs, deadlock.EndNs)
            .Add("deadlock.id", deadlock.Id)
            .Add("deadlock.threads", deadlock.Threads)
            .Add("deadlock.confidence", deadlock.Confidence.ToString().ToLowerInvariant());
        Add(attributes, deadlock.Site);
        return new LogEntry(LogLevel.Error, DeadlockEvent, string.Join('\n', DeadlockLine.Format(deadlock)), attributes.All);
    }

    private Attributes Begin(long startNs, long? endNs)
    {
        DateTimeOffset start = sessionStart.AddTicks(startNs / TimeSpan.NanosecondsPerTick);
        return new Attributes()
            .Add("start", start.UtcDateTime.ToString("O", CultureInfo.InvariantCulture))
            .Add("duration", endNs is { } end ? Seconds(Math.Max(0, end - startNs)) : null);
    }

    private static void Add(Attributes attributes, Site? site)
    {
        SiteLabels labels = SiteLabels.Of(site);
        attributes.Add("rule", labels.Rule).Add("module", labels.Module).Add("method", labels.Method);
        if (site is not null)
        {
            attributes.Add("site", site.Id)
                .Add("cause", site.Category.ToString())
                .Add("blocking_method", site.BlockingFrame?.Method)
                .Add("advice", site.Replacement)
                .Add("code.function.name", site.UserFrame?.Method)
                .Add("code.file.path", site.UserFrame?.Source?.File)
                .Add("code.line.number", site.UserFrame?.Source?.Line);
        }
    }

    private static double Seconds(long ns) => ns / 1e9;

    private static string Text(CallStack stack)
    {
        string text = string.Join('\n', stack.Frames.Select(frame => SafeText.Of(frame.ToString())));
        return text.Length <= MaxStackLength ? text : text[..text.LastIndexOf('\n', MaxStackLength)] + "\n…";
    }

    /// <summary>What is known; what is not is left out.</summary>
    private sealed class Attributes
    {
        private readonly List<KeyValuePair<string, object?>> _all = [];

        public IReadOnlyList<KeyValuePair<string, object?>> All => _all;

        public Attributes Add(string name, object? value)
        {
            if (value is not null)
            {
                bool isCode = name.StartsWith("code.", StringComparison.Ordinal) || name == "thread.id";
                object safe = value is string text && name != "code.stacktrace" ? SafeText.Of(text) : value;
                _all.Add(new(isCode ? name : "blockwatch." + name, safe));
            }

            return this;
        }
    }
}
