using System.Globalization;
using BlockWatch.Detection.Findings;
using BlockWatch.EventPipe.Methods;

namespace BlockWatch.EventPipe.Watching;

/// <summary>What was forgotten because a table was full, in sentences for the report; docs/memory.md has the tables.</summary>
internal static class MemoryLimits
{
    public static IReadOnlyList<string> Of(MethodMap methods, DetectionSnapshot snapshot)
    {
        var limits = new List<string>();
        if (methods.ForgottenCount > 0)
        {
            limits.Add(string.Create(
                CultureInfo.InvariantCulture, $"The target has more methods than are kept: {methods.ForgottenCount} that no stack had shown were forgotten, and frames of theirs have no name."));
        }

        if (snapshot.ForgottenSiteCount > 0)
        {
            limits.Add(string.Create(
                CultureInfo.InvariantCulture, $"There were more sites than are kept: {snapshot.ForgottenSiteCount} times the one that had taken the least time was forgotten; its time is in the totals, not among the findings."));
        }

        return limits;
    }
}
