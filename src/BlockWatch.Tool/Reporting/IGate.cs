using BlockWatch.Detection.Session;
using BlockWatch.Reports.Gating;

namespace BlockWatch.Tool.Reporting;

/// <summary>A gate that is ready to judge a watch.</summary>
internal interface IGate
{
    GateVerdict Judge(WatchResult result);

    GateVerdict Judge(WatchSetResult result);
}
