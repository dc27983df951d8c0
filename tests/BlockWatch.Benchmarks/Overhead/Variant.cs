using BlockWatch.Benchmarks.Watching;

namespace BlockWatch.Benchmarks.Overhead;

/// <summary>One way of watching whose cost is measured.</summary>
/// <param name="Name">As it is chosen and printed.</param>
/// <param name="Tool">Which tool.</param>
/// <param name="Arguments">What it is told besides the process.</param>
internal sealed record Variant(string Name, VariantTool Tool, params IReadOnlyList<string> Arguments)
{
    /// <summary>Starts it on a target; returns when its sessions run.</summary>
    public async Task<IWatch> StartAsync(int processId) => Tool switch
    {
        VariantTool.BlockWatch => await WatchProcess.StartAsync(processId, Arguments),
        VariantTool.DotnetTrace => await TraceProcess.StartAsync(processId, Arguments),
        VariantTool.Lane => LaneWatch.Start(processId, Lanes.Configuration(Arguments[0])),
        _ => throw new InvalidOperationException($"{Tool} is no tool."),
    };
}
