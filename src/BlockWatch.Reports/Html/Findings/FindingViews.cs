using BlockWatch.Detection.Chains;
using BlockWatch.Reports.Model;
using BlockWatch.Reports.Source;
using BlockWatch.Reports.Wording;

namespace BlockWatch.Reports.Html.Findings;

/// <summary>Findings in the words of the page.</summary>
internal static class FindingViews
{
    // Names are what a target says; a page with a name of a megabyte helps nobody.
    private const int MaxNameLength = 400;

    public static List<FindingView> Of(Report report, HtmlPart part) => [.. report.Findings.Select(finding => Of(finding, part))];

    private static FindingView Of(ReportFinding finding, HtmlPart part)
    {
        ReportFrame? frame = finding.Site.UserFrame;
        return new FindingView
        {
            Rule = Name(finding.RuleId),
            Severity = FindingFacts.Name(finding.Severity),
            Title = Name(finding.Title),
            ShortPlace = FrameText.ShortPlace(frame?.File, frame?.Line) is { } place ? Name(place) : null,
            Place = FrameText.Place(frame?.File, frame?.Line) is { } whole ? Name(whole) : null,
            Cells =
            [
                Measures.Number(finding.Count),
                Measures.Duration(finding.TotalMs),
                Measures.Milliseconds(finding.P95Ms),
                Measures.Milliseconds(finding.MaxMs),
                .. part.IsHuman ? [finding.HumanScale] : Array.Empty<string>(),
            ],
            Values = [finding.Count, finding.TotalMs, finding.P95Ms, finding.MaxMs],
            Share = FindingFacts.IsSite(finding) ? Math.Clamp(finding.Share, 0, 1) : 0,
            Facts = [.. Facts(finding, part.Scale)],
            Sources = part.Sources is { } sources ? [.. Sources(finding, sources)] : [],
            Chains = [.. (finding.Chains ?? []).Select(Of)],
            Lists = [.. ListViews.Of(finding)],
            Stacks = Of(finding.Stacks, "Stack"),
            Owners = Of(finding.Owners, "The lock was held by"),
        };
    }

    private static IEnumerable<FactView> Facts(ReportFinding finding, TimeScale scale)
    {
        if (finding.Advice.Length > 0)
        {
            yield return new FactView("Do", finding.Advice, FactKind.Text);
        }

        if (FindingFacts.Replacement(finding) is { } replacement)
        {
            yield return new FactView("Instead", Name(replacement), FactKind.Code);
        }

        if (FrameText.Place(finding.Site.UserFrame?.File, finding.Site.UserFrame?.Line) is { } place)
        {
            yield return new FactView("At", Name(place), FactKind.Code);
        }

        if (RequestFacts.Library(finding) is { } library)
        {
            yield return new FactView("In", Name(library), FactKind.Code);
        }

        if (RequestFacts.Of(finding) is { } requests)
        {
            yield return new FactView("Serving", requests, FactKind.Text);
        }

        yield return new FactView("Seen", FindingFacts.Numbers(finding, scale), FactKind.Text);
        if (FindingFacts.ShortStalls(finding) is { } shortStalls)
        {
            yield return new FactView("Short", shortStalls, FactKind.Text);
        }

        yield return new FactView("Weight", FindingFacts.Weight(finding), FactKind.Text);
        foreach (string fact in SystemFacts.Of(finding))
        {
            yield return new FactView("System", fact, FactKind.Text);
        }

        if (finding.Locks is { } locks)
        {
            yield return new FactView("Locks", OwnerFacts.Waiting(locks), FactKind.Text);
        }

        if (finding.Locks is { Doing.Count: 0 } held && OwnerFacts.Holding(held) is { } holding)
        {
            yield return new FactView("Held", holding, FactKind.Text);
        }

        yield return new FactView("Trust", FindingFacts.Trust(finding), FactKind.Text);
        if (FindingFacts.Docs(finding) is { } docs)
        {
            yield return new FactView("Docs", docs, OfficialDocumentation.Is(docs) ? FactKind.Link : FactKind.Text);
        }
    }

    private static IEnumerable<SourceView> Sources(ReportFinding finding, SourceFiles sources)
    {
        IEnumerable<ReportFrame?> frames = [finding.Site.UserFrame, .. (finding.Deadlock?.Steps ?? []).Select(step => step.Frame)];
        foreach (ReportFrame frame in frames.OfType<ReportFrame>().DistinctBy(frame => (frame.File, frame.Line)))
        {
            if (sources.ExcerptOf(frame.File, frame.Line) is { } excerpt)
            {
                yield return new SourceView(Name(FrameText.Place(frame.File, frame.Line)!), excerpt);
            }
        }
    }

    private static ChainView Of(ReportChain chain)
    {
        string cut = chain.Cut ? "; further callers are not known" : "";
        return new ChainView(
            $"Called by, outermost first ({Measures.Count(chain.Count, "stall")}{cut})",
            [.. chain.Links.Select(link => (Name(link.Method), link.Source == ChainSource.Stack))]);
    }

    private static List<StackView> Of(IReadOnlyList<ReportStack> stacks, string what)
    {
        long all = stacks.Sum(stack => stack.Count);
        return [.. stacks.Select(stack => new StackView(Heading(stack, what, all, stacks.Count), stack.Count, stack.Frames))];
    }

    private static string Heading(ReportStack stack, string what, long all, int shapes)
    {
        string of = shapes > 1 ? $" ({Measures.Number(stack.Count)} of {Measures.Number(all)})" : "";
        string cut = stack.Cut ? ", outer frames cut by the runtime" : "";
        return $"{what}{of}{cut}";
    }

    private static string Name(string text) => SafeText.Shorten(text, MaxNameLength);
}
