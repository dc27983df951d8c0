using BlockWatch.Detection.Findings;
using BlockWatch.Reports.Matching;
using BlockWatch.Reports.Model;
using BlockWatch.Reports.Wording;

namespace BlockWatch.Reports.Gating;

/// <summary>Decides whether what a watch found may pass. Pure: the same reports give the same verdict.</summary>
/// <remarks>
/// What was found fails the gate though the record may have holes: it was there. Only a pass needs a whole record, and a finding is only new when the
/// baseline's record is whole.
/// </remarks>
public sealed class Gate
{
    private readonly IReadOnlyList<GateCondition> _conditions;
    private readonly IReadOnlyList<RecordedSites> _baseline;

    /// <param name="conditions">One is enough to fail.</param>
    /// <param name="baseline">Reports whose sites are not new; needed by conditions on what is new.</param>
    public Gate(IReadOnlyList<GateCondition> conditions, IReadOnlyList<RecordedSites> baseline)
    {
        ArgumentNullException.ThrowIfNull(conditions);
        ArgumentNullException.ThrowIfNull(baseline);
        _conditions = conditions;
        _baseline = baseline;
    }

    public GateVerdict Judge(Report report) => Judge(RecordedSites.Of(report));

    public GateVerdict Judge(ReportSet set) => Judge(RecordedSites.Of(set));

    public GateVerdict Judge(RecordedSites sites)
    {
        ArgumentNullException.ThrowIfNull(sites);
        HashSet<ReportFinding> known = Known(sites);
        List<ReportFinding> certain = [.. sites.Findings.Where(finding => IsAny(onlyNew: false, finding))];
        List<ReportFinding> isNew = [.. sites.Findings.Where(finding => !known.Contains(finding) && IsAny(onlyNew: true, finding)).Except(certain)];
        IReadOnlyList<string> baselineDoubts = [.. _baseline.SelectMany(recorded => BaselineDoubts(recorded, sites)).Distinct()];
        GateWords words = new(_conditions, sites);
        List<ReportFinding> surelyNew = baselineDoubts.Count == 0 ? isNew : [];
        if (certain.Count + surelyNew.Count > 0)
        {
            return new GateVerdict(GateOutcome.Failed, words.Failed([.. certain, .. surelyNew]));
        }

        if (isNew.Count > 0)
        {
            return new GateVerdict(GateOutcome.Undecided, GateWords.PerhapsNew(isNew, baselineDoubts));
        }

        IReadOnlyList<string> doubts = [.. sites.Doubts, .. TaskDoubts(sites)];
        return doubts.Count > 0
            ? new GateVerdict(GateOutcome.Undecided, words.Undecided(doubts))
            : new GateVerdict(GateOutcome.Passed, words.Passed());
    }

    private bool IsAny(bool onlyNew, ReportFinding finding) => _conditions.Any(condition => condition.OnlyNew == onlyNew && Is(condition, finding));

    private HashSet<ReportFinding> Known(RecordedSites sites)
    {
        HashSet<ReportFinding> known = new(ReferenceEqualityComparer.Instance);
        foreach (RecordedSites recorded in _baseline)
        {
            known.UnionWith(sites.Findings.Where(recorded.Suppresses));
            known.UnionWith(SiteMatcher.Match(recorded.Findings, sites.Findings).Where(pair => pair.Base.Count > 0).SelectMany(pair => pair.New));
        }

        return known;
    }

    // With a longer threshold it did not tell of stalls that count here.
    private static IEnumerable<string> BaselineDoubts(RecordedSites baseline, RecordedSites sites) => baseline.ThresholdMs > sites.ThresholdMs
        ? baseline.Doubts.Append($"its threshold was {Measures.Milliseconds(baseline.ThresholdMs)}")
        : baseline.Doubts;

    private static bool Is(GateCondition condition, ReportFinding finding)
    {
        if (condition.RuleId is { } rule)
        {
            return finding.RuleId == rule;
        }

        return (condition.AtLeast is not { } least || finding.Severity >= least) && (!condition.OnlyNew || SiteMatcher.HasPlace(finding.RuleId));
    }

    // Lost tasks are told of by a lane that runs on request.
    private IEnumerable<string> TaskDoubts(RecordedSites sites) =>
        _conditions.Any(condition => condition.RuleId == "BW0011") && !sites.TasksWereFollowed
            ? ["tasks were not followed all the time, which BW0011 needs: use --detail full"]
            : [];
}
