using BlockWatch.Tool.ConsoleOutput;
using BlockWatch.Tool.Reporting;
using BlockWatch.Tool.Rules;
using BlockWatch.Tool.Samples;
using BlockWatch.Tool.Screen.Driving;
using BlockWatch.Tool.Signals;
using BlockWatch.Tool.Watching;

namespace BlockWatch.Tool;

/// <summary>All that commands reach the world through.</summary>
internal sealed record ToolServices
{
    public required Terminal Terminal { get; init; }

    public required IWatchEngine Engine { get; init; }

    public required IReportSink Reports { get; init; }

    public required IRulePages Rules { get; init; }

    public required ISampleTargets Samples { get; init; }

    public required ISignalPlatform Signals { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>The terminal that a live screen can be shown on; null when there is none, or none that is fit for it.</summary>
    public IScreenTerminal? Screen { get; init; }

    /// <summary>The folder that the command was called in, a full path; null when it is gone.</summary>
    public required string? WorkingDirectory { get; init; }
}
