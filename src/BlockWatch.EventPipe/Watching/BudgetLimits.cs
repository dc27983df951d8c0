using System.Globalization;
using BlockWatch.EventPipe.Governing;

namespace BlockWatch.EventPipe.Watching;

/// <summary>What was left out to keep the budget and belongs to no lane of the report, in sentences.</summary>
internal static class BudgetLimits
{
    public static IReadOnlyList<string> Of(LaneTimes times) => times.WithRequests < times.All
        ?
        [
            string.Create(
                CultureInfo.InvariantCulture,
                $"Requests were told for {times.WithRequests.TotalSeconds:0.0} s of {times.All.TotalSeconds:0.0} s, to keep the budget: what stalled in the rest of the time names no request."),
        ]
        : [];
}
