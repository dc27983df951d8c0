using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Stacks;
using BlockWatch.Reports.Model;

namespace BlockWatch.Reports.Building;

/// <summary>Frames and stacks of detection as reports hold them.</summary>
internal static class FrameMapping
{
    public static ReportFrame? ToReport(Frame? frame) => frame is null
        ? null
        : new ReportFrame
        {
            Method = frame.Method,
            Module = frame.Module,
            File = frame.Source?.File,
            Line = frame.Source?.Line,
        };

    public static ReportStack ToReport(StackShape shape) => new()
    {
        Count = shape.Count,
        Cut = shape.IsCut,
        Frames = [.. shape.Frames.Select(ToStackFrame)],
    };

    private static ReportStackFrame ToStackFrame(Frame frame) => new()
    {
        Method = frame.Method,
        Module = frame.Module,
        File = frame.Source?.File,
        Line = frame.Source?.Line,
        Origin = frame.Origin,
    };
}
