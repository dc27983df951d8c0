using System.Globalization;
using BlockWatch.Reports.Model;
using BlockWatch.Reports.Wording;

namespace BlockWatch.Reports.Html.Findings;

/// <summary>All that is known of one finding. Assets/detail.js makes the same of the page's data; a test compares both.</summary>
internal static class HtmlFindingDetail
{
    public static void Write(FindingView finding, HtmlWriter html)
    {
        html.Open("div", ("class", "detail-body")).Open("dl", ("class", "facts"));
        foreach (FactView fact in finding.Facts)
        {
            WriteFact(fact, html);
        }

        html.Close("dl");
        foreach (SourceView source in finding.Sources)
        {
            WriteSource(source, html);
        }

        foreach (ListView list in finding.Lists)
        {
            WriteList(list, html);
        }

        foreach (ChainView chain in finding.Chains)
        {
            WriteChain(chain, html);
        }

        WriteStacks(finding.Stacks, "stacks", html);
        WriteStacks(finding.Owners, "owners", html);
        html.Close("div");
    }

    public static void WriteFact(FactView fact, HtmlWriter html)
    {
        html.Open("div", ("class", $"fact fact-{fact.Label.ToLowerInvariant()}")).Element("dt", fact.Label).Open("dd");
        switch (fact.Kind)
        {
            case FactKind.Code:
                html.Element("code", fact.Text);
                break;
            case FactKind.Link:
                html.Element("a", fact.Text, ("href", fact.Text), ("rel", "noopener noreferrer"));
                break;
            default:
                html.Text(fact.Text);
                break;
        }

        html.Close("dd").Close("div");
    }

    private static void WriteSource(SourceView source, HtmlWriter html)
    {
        html.Open("section", ("class", "source")).Element("h4", source.Place);
        html.Open("pre", ("tabindex", "0"), ("aria-label", $"Source lines of {source.Place}"));
        for (int i = 0; i < source.Excerpt.Lines.Count; i++)
        {
            int number = source.Excerpt.FirstLine + i;
            html.Open("span", ("class", number == source.Excerpt.Line ? "line here" : "line"));
            html.Element("b", number.ToString(CultureInfo.InvariantCulture)).Text(source.Excerpt.Lines[i]).Close("span");
        }

        html.Close("pre").Close("section");
    }

    private static void WriteList(ListView list, HtmlWriter html)
    {
        html.Open("section", ("class", "list")).Element("h4", list.Heading).Open("ol", ("class", list.Kind));
        foreach (string item in list.Items)
        {
            html.Element("li", item);
        }

        html.Close("ol").Close("section");
    }

    private static void WriteChain(ChainView chain, HtmlWriter html)
    {
        html.Open("section", ("class", "chain")).Element("h4", chain.Heading).Open("ol");
        foreach ((string method, bool isOnStack) in chain.Links)
        {
            html.Open("li", ("class", isOnStack ? "on-stack" : "awaits")).Element("code", method);
            html.Element("span", isOnStack ? "on the stack" : "awaits the next").Close("li");
        }

        html.Close("ol").Close("section");
    }

    private static void WriteStacks(IReadOnlyList<StackView> stacks, string kind, HtmlWriter html)
    {
        if (stacks.Count == 0)
        {
            return;
        }

        html.Open("section", ("class", kind));
        for (int i = 0; i < stacks.Count; i++)
        {
            html.Open("details", ("open", i == 0 ? "" : null)).Element("summary", stacks[i].Heading).Open("ol", ("class", "stack"));
            foreach (ReportStackFrame frame in stacks[i].Frames)
            {
                html.Open("li", ("class", FindingFacts.Name(frame.Origin))).Element("code", FrameView.MethodOf(frame));
                if (FrameView.PlaceOf(frame) is { } place)
                {
                    html.Text(" ").Element("span", place);
                }

                html.Close("li");
            }

            html.Close("ol").Close("details");
        }

        html.Close("section");
    }
}
