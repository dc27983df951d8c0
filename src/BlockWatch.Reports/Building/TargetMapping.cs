using BlockWatch.Detection.Session;
using BlockWatch.Reports.Model;

namespace BlockWatch.Reports.Building;

/// <summary>The target and the tool as reports and live lines name them.</summary>
internal static class TargetMapping
{
    private const string ToolName = "blockwatch";

    public static ReportTool Tool(string version) => new() { Name = ToolName, Version = version };

    public static ReportTarget ToReport(TargetDescription target) => new()
    {
        Pid = target.ProcessId,
        Name = target.Name,
        Runtime = target.RuntimeVersion,
        Os = target.OperatingSystem,
        Arch = target.Architecture,
        EntryAssembly = target.EntryAssembly,
        CommandLine = target.CommandLine,
    };
}
