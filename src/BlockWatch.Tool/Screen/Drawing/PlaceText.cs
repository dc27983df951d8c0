using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Rules;
using BlockWatch.Detection.Sites;
using BlockWatch.Detection.Stacks;
using BlockWatch.Reports.Wording;

namespace BlockWatch.Tool.Screen.Drawing;

/// <summary>What blocks, and where, in the room that there is: <c>Thread.Sleep in Orders.CheckoutAsync at Orders.cs:42</c>.</summary>
internal static class PlaceText
{
    /// <summary>All of it: frame with namespace and parameters, file and line.</summary>
    public static string Full(Finding finding) => finding.Title + Place(finding.Site);

    /// <summary>As much as fits: without parameters and namespace when it must be, and shortened in the middle rather than without its line.</summary>
    /// <param name="site">Where.</param>
    /// <param name="title">What a finding calls it; null to take the rule's words.</param>
    /// <param name="width">Cells.</param>
    /// <param name="glyphs">For what does not fit.</param>
    public static string Fit(Site site, string? title, int width, Glyphs glyphs)
    {
        title = SafeText.Of(title ?? RuleCatalog.ById(site.RuleId)?.Title(site) ?? site.RuleId);
        string place = Place(site);
        if (CellText.Width(title + place) <= width)
        {
            return title + place;
        }

        foreach (Frame? frame in (ReadOnlySpan<Frame?>)[site.UserFrame, site.BlockingFrame])
        {
            title = frame is null ? title : title.Replace(SafeText.Of(frame.Method), SafeText.Of(Short(frame.Method)), StringComparison.Ordinal);
            if (CellText.Width(title + place) <= width)
            {
                return title + place;
            }
        }

        // The rule stands beside it: whose frame it is says more than what it calls.
        if (site.UserFrame is { } user && CellText.Width(SafeText.Of(Short(user.Method)) + place) <= width)
        {
            return SafeText.Of(Short(user.Method)) + place;
        }

        // A file name may be as long as anything: then its end, which has the line.
        place = CellText.FitEnd(place, Math.Max(width / 2, width - CellText.Width(title)), glyphs);
        return CellText.Fit(title, width - CellText.Width(place), glyphs) + place;
    }

    /// <summary><c>Shop.Orders.CheckoutAsync(int, Shop.Cart)</c> as <c>Orders.CheckoutAsync</c>.</summary>
    internal static string Short(string method)
    {
        string name = WithoutParameters(method);
        int depth = 0;
        int dots = 0;
        for (int i = name.Length - 1; i >= 0; i--)
        {
            // Dots inside of brackets are those of type arguments, and of parameters of a call in the middle.
            depth += DepthOf(name[i]);
            if (name[i] == '.' && depth == 0 && ++dots == 2)
            {
                return name[(i + 1)..];
            }
        }

        return name;
    }

    private static string WithoutParameters(string method)
    {
        int depth = 0;
        for (int i = method.Length - 1; i > 0 && method[^1] == ')'; i--)
        {
            depth += DepthOf(method[i]);
            if (depth == 0)
            {
                return method[..i];
            }
        }

        return method;
    }

    // From the right to the left.
    private static int DepthOf(char character) => character switch
    {
        ')' or '>' or ']' => 1,
        '(' or '<' or '[' => -1,
        _ => 0,
    };

    private static string Place(Site site) =>
        FrameText.ShortPlace(site.UserFrame?.Source?.File, site.UserFrame?.Source?.Line) is { } place ? $" at {place}" : "";
}
