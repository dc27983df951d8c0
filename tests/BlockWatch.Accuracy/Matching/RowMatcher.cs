using BlockWatch.Accuracy.Scenarios;

namespace BlockWatch.Accuracy.Matching;

/// <summary>Makes a row of the table from a run.</summary>
internal sealed class RowMatcher
{
    private readonly OccurrenceMatcher _occurrences;
    private readonly DeadlockMatcher _deadlocks;
    private readonly SiteMatcher _sites;

    public RowMatcher(SourceLines source)
    {
        _occurrences = new OccurrenceMatcher(source);
        _deadlocks = new DeadlockMatcher(source);
        _sites = new SiteMatcher(source);
    }

    public RowResult Match(RowPlan plan, Observation seen)
    {
        // A twin has faults in no sense: what its truth file holds is off the pool.
        TruthOccurrence[] counted = [.. seen.Truth.Where(occurrence => Counts(occurrence, plan, seen.Interval))];
        LiveLine[] closed = [.. seen.Lines.Where(line => line.Kind == "stallClosed")];
        LiveLine[] deadlocks = [.. seen.Lines.Where(line => line.Kind == "deadlock")];
        OccurrenceMatch[] matches =
        [
            .. counted.Where(occurrence => occurrence.Kind is TruthKind.Stall or TruthKind.Loop).Select(occurrence => _occurrences.Match(occurrence, closed)),
            .. counted.Where(occurrence => occurrence.Kind == TruthKind.Deadlock).Select(occurrence => _deadlocks.Match(occurrence, deadlocks)),
            .. LostTaskMatcher.Match(counted.Where(occurrence => occurrence.Kind == TruthKind.LostTask), seen.Report),
        ];
        IReadOnlyList<TruthOccurrence> sites = SiteMatcher.Sites(counted);
        ILookup<bool, ReportedFinding> findings = seen.Report.OfRules(Rules.Accusing).Where(finding => finding.NamedFrames.Count > 0 || finding.RuleId != Rules.EventLoop).ToLookup(finding => IsOutside(finding, closed, seen.Scenario));
        ReportedFinding[] accusations = [.. findings[false]];
        ReportedFinding[] imprecise = [.. accusations.Where(finding => !_sites.IsPrecise(finding, seen.Truth))];
        TruthOccurrence[] lost = [.. sites.Where(site => !_sites.IsFound(site, seen.Report))];
        int found = matches.Count(match => match.IsFound);
        return new RowResult
        {
            Key = plan.Key,
            Kind = plan.Scenario.Kind,
            Detail = plan.DetailInForce,
            Seconds = plan.Duration.TotalSeconds,
            Figures = new Figures
            {
                Stalls = new Share(found, counted.Length),
                TruthMs = counted.Where(occurrence => occurrence.Kind != TruthKind.Deadlock).Sum(occurrence => occurrence.DurationMs),
                FoundMs = matches.Where(match => match.IsFound).Sum(match => match.Part?.DurationMs ?? match.Stall!.DurationMs ?? 0),
                Sites = new Share(sites.Count - lost.Length, sites.Count),
                Precise = new Share(accusations.Length - imprecise.Length, accusations.Length),
                FalseDeadlocks = imprecise.Count(finding => finding.RuleId == Rules.Deadlock),
                OutsideFindings = findings[true].Count(),
                Rule = new Share(matches.Count(match => match.IsRuleRight), found),
                Method = new Share(matches.Count(match => match.IsMethodRight), found),
                Line = new Share(matches.Count(match => match is { IsFound: true, HasLine: true, IsLineRight: true }), matches.Count(match => match is { IsFound: true, HasLine: true })),
                Chain = plan.SeesTasks
                    ? new Share(matches.Count(match => match.IsChainRight), matches.Count(match => match.IsFound && match.Truth.Chain is not null))
                    : Share.None,
                DurationErrors = DurationErrors.Of(matches, seen.Truth),
                UnexplainedStalls = closed.Count(stall => stall.ExplainedParts.Count == 0),
                StarvationEpisodes = seen.Report.Starvation.Count,
                RuntimePauses = seen.Report.OfRules(Rules.RuntimePause).Count,
            },
            FirstFindingMs = plan.Key.Mode == WatchMode.Analyze ? null : FirstFinding.AfterMs(counted, seen.Lines),
            Complete = seen.Report.Session.Complete,
            TargetLived = seen.TargetLived,
            TargetExitCode = seen.TargetExitCode,
            Differences = [.. Differences.Of(matches), .. Differences.OfSites(lost), .. Differences.OfFindings("not so", imprecise), .. Differences.OfFindings("at the start or the end of the program", findings[true]), .. Unseen(plan, seen.Report)],
        };
    }

    private static bool Counts(TruthOccurrence occurrence, RowPlan plan, WatchedInterval interval) => occurrence.Kind switch
    {
        TruthKind.Stall => OccurrenceMatcher.Counts(occurrence, interval),
        TruthKind.Loop => plan.HasItsDetail && OccurrenceMatcher.Counts(occurrence, interval),
        TruthKind.Deadlock => plan.HasItsDetail && DeadlockMatcher.Counts(occurrence, interval),
        _ => plan.SeesTasks && LostTaskMatcher.Counts(occurrence, interval, plan.Key.Mode),
    };

    // Every stall of it began before the scenario did or after it was over. What no line bears out cannot be placed, and is judged.
    private static bool IsOutside(ReportedFinding finding, IReadOnlyList<LiveLine> closed, WatchedInterval scenario)
    {
        LiveLine[] stalls = [.. closed.Where(stall => (stall.Parts ?? []).Any(part => part.SiteId == finding.Id))];
        return stalls.Length > 0 && !stalls.Any(scenario.Begins);
    }

    // What has no occurrence in the truth file but is to be found all the same.
    private static IEnumerable<string> Unseen(RowPlan plan, ReportDocument report) => plan.Key.IsTwin || plan.Scenario.Kind != ScenarioKind.Faulty
        ? []
        : plan.Scenario.Rules
            .Where(rule => plan.HasItsDetail || !Rules.OfTasks.Contains(rule))
            .Where(rule => rule == Rules.Starvation ? report.Starvation.Count == 0 : report.OfRules(rule).Count == 0)
            .Select(rule => $"no {rule} at all");
}
