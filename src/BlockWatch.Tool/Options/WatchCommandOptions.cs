using System.CommandLine;
using System.CommandLine.Parsing;
using BlockWatch.EventPipe.Watching;
using BlockWatch.Reports;
using BlockWatch.Reports.Wording;
using BlockWatch.Tool.Configuration;

namespace BlockWatch.Tool.Options;

/// <summary>The options that commands which watch have in common.</summary>
internal sealed class WatchCommandOptions
{
    private delegate bool TryParse(string text, out TimeSpan value, out string problem);

    private readonly OutputOptions _output = new();
    private readonly GateOptions _gate = new();
    private readonly ConfigOptions _config = new();
    private readonly bool _canRecord;
    private readonly Option<TimeScale> _scale = ScaleOption.Create();
    private readonly Option<string?> _sourceRoot = SourceRootOption.Create();
    private readonly RedactOption _redact = new();

    private readonly Option<TimeSpan> _threshold = new("--threshold")
    {
        Description = "A span of work at least this long is a stall: 100ms unless told otherwise.",
        HelpName = "TIME",
        CustomParser = result => Parse(result, DurationText.TryParseThreshold),
    };

    private readonly Option<TimeSpan> _shortStalls = new("--short-stalls")
    {
        Description = "Tell of a site whose stalls are under the threshold when they take this much of pool threads in one second: 1s unless told otherwise.",
        HelpName = "TIME",
        CustomParser = result => Parse(result, DurationText.TryParseThreshold),
    };

    private readonly Option<TimeSpan> _loopThreshold = new("--loop-threshold")
    {
        Description = "A turn of an event loop (a thread of its own that runs what is posted to it) at least this long is blocked: as --threshold unless told otherwise.",
        HelpName = "TIME",
        CustomParser = result => Parse(result, DurationText.TryParseThreshold),
    };

    private readonly Option<string[]> _include = new("--include")
    {
        Description = "Treat frames whose full name matches as your code; repeatable.",
        HelpName = "GLOB",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string[]> _exclude = new("--exclude")
    {
        Description = "Never name frames whose full name matches; repeatable.",
        HelpName = "GLOB",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<bool> _jsonLines = new("--json-lines")
    {
        Description = "On standard output one JSON object a line, the moment each stall or starvation is known; text goes to standard error.",
    };

    private readonly Option<bool> _quiet = new("--quiet", "-q")
    {
        Description = "Print errors only (and JSON lines when asked for).",
    };

    private readonly Option<bool>? _plain;

    private readonly Option<bool> _withCommandLine = new("--with-command-line")
    {
        Description = "Put the target's command line into the report. It can hold secrets.",
    };

    private readonly Option<bool> _noRequests = new("--no-requests")
    {
        Description = "Do not ask an ASP.NET Core target which request it serves.",
    };

    private readonly Option<TimeSpan>? _duration;

    private readonly Option<DetailMode>? _detail;

    private readonly Option<double>? _budget;

    private readonly TelemetryCommandOptions? _telemetry;

    /// <summary>The options of one command.</summary>
    /// <param name="duration">What <c>--duration</c> means for the command; null when it has none.</param>
    /// <param name="hasScreen">True when the command shows the live screen on a terminal.</param>
    /// <param name="canRecord">True when the command can write the raw trace of its watch.</param>
    public WatchCommandOptions(string? duration, bool hasScreen = false, bool canRecord = false)
    {
        _canRecord = canRecord;
        _plain = hasScreen
            ? new("--plain") { Description = "On a terminal, print lines as stalls are found instead of the live screen: for screen readers, and to keep what was printed." }
            : null;
        if (duration is not null)
        {
            _telemetry = new TelemetryCommandOptions();
            _duration = new("--duration")
            {
                Description = duration,
                HelpName = "TIME",
                CustomParser = result => Parse(result, DurationText.TryParseDuration),
            };
            _detail = new Option<DetailMode>("--detail")
            {
                Description = "When to follow tasks and async methods too: off (unless told otherwise), auto (for a while after each stall) or full; within the budget.",
                HelpName = "off|auto|full",
            }.Suggest("off", "auto", "full");
            _budget = new("--budget")
            {
                Description = "What watching may take of one core of the target's: 2% unless told otherwise. What is left out to keep it is in the report.",
                HelpName = "PERCENT",
                CustomParser = result =>
                {
                    if (!PercentText.TryParse(result.Tokens[0].Value, out double share, out string problem))
                    {
                        result.AddError(problem);
                    }

                    return share;
                },
            };
        }
    }

    public void AddTo(Command command)
    {
        if (_detail is not null)
        {
            command.Add(_detail);
        }

        if (_duration is not null)
        {
            command.Add(_duration);
        }

        if (_budget is not null)
        {
            command.Add(_budget);
        }

        command.Add(_threshold);
        command.Add(_shortStalls);
        command.Add(_loopThreshold);
        _output.AddTo(command);
        _gate.AddTo(command);
        command.Add(_include);
        command.Add(_exclude);
        _config.AddTo(command);
        command.Add(_scale);
        command.Add(_sourceRoot);
        command.Add(_jsonLines);
        _telemetry?.AddTo(command);
        command.Add(_quiet);
        if (_plain is not null)
        {
            command.Add(_plain);
        }

        command.Add(_withCommandLine);
        _redact.AddTo(command, _withCommandLine, _output.WithSource);
        command.Add(_noRequests);
    }

    /// <summary>What the user asked for: an option that is given wins over what the configuration says of the same thing.</summary>
    /// <exception cref="Failures.UserFacingException">The configuration cannot be read or is not as it should be.</exception>
    public WatchSettings Read(ParseResult parse, ToolServices services)
    {
        WatchSettings defaults = new();
        WatchConfig? config = _config.Read(parse, services);
        string? format = parse.GetValue(_output.Format);
        (string? trace, IReadOnlyList<string> reports) = RawTraceOutput.Split(parse.GetValue(_output.Output) ?? [], format, _canRecord);
        return new WatchSettings
        {
            Threshold = parse.GetResult(_threshold) is null ? config?.Threshold ?? defaults.Threshold : parse.GetValue(_threshold),
            ShortStalls = parse.GetResult(_shortStalls) is null ? defaults.ShortStalls : parse.GetValue(_shortStalls),
            LoopThreshold = parse.GetResult(_loopThreshold) is null ? null : parse.GetValue(_loopThreshold),
            Duration = _duration is null || parse.GetResult(_duration) is null ? null : parse.GetValue(_duration),
            Budget = _budget is null || parse.GetResult(_budget) is null ? defaults.Budget : parse.GetValue(_budget),
            Detail = _detail is null || parse.GetResult(_detail) is null ? defaults.Detail : parse.GetValue(_detail),
            Outputs = reports,
            RawTrace = trace,
            Format = format,
            Include = parse.GetResult(_include) is null ? config?.Include ?? [] : parse.GetValue(_include) ?? [],
            Exclude = parse.GetResult(_exclude) is null ? config?.Exclude ?? [] : parse.GetValue(_exclude) ?? [],
            Modules = config?.Modules ?? [],
            SiteThresholds = config?.SiteThresholds ?? [],
            Suppressions = config?.Suppressions ?? [],
            ConfigFile = config?.Path,
            Writing = new ReportWriting
            {
                Scale = parse.GetValue(_scale),
                WithSource = parse.GetValue(_output.WithSource),
                SourceRoot = SourceRootOption.Read(parse, _sourceRoot, services),
                Redaction = _redact.Read(parse),
            },
            JsonLines = parse.GetValue(_jsonLines),
            Verbosity = parse.GetValue(_quiet) ? Verbosity.Quiet : parse.GetValue(GlobalOptions.Verbosity),
            Plain = _plain is null || parse.GetValue(_plain),
            WithCommandLine = parse.GetValue(_withCommandLine),
            Gate = _gate.Read(parse),
            WithRequests = !parse.GetValue(_noRequests),
            Telemetry = _telemetry?.Read(parse),
        };
    }

    private static TimeSpan Parse(ArgumentResult result, TryParse parser)
    {
        if (!parser(result.Tokens[0].Value, out TimeSpan value, out string problem))
        {
            result.AddError(problem);
        }

        return value;
    }
}
