using BlockWatch.Detection.Sites;
using BlockWatch.Detection.Stacks;

namespace BlockWatch.Telemetry.Figures;

/// <summary>What a site is called in metrics: rule, module and method of the user's frame.</summary>
/// <param name="Rule">Its rule: there are a dozen.</param>
/// <param name="Module">The simple name of the assembly.</param>
/// <param name="Method">The user's method.</param>
internal sealed record SiteLabels(string Rule, string Module, string Method)
{
    /// <summary>Stands for all sites of a rule that have no series of their own, because there are too many.</summary>
    public const string Other = "other";

    /// <summary>Stands for a method or a module that is not known.</summary>
    public const string Unknown = "unknown";

    // Stalls without any part are unexplained ones.
    private const string UnexplainedRule = "BW0009";

    public static SiteLabels Of(Site? site)
    {
        Frame? frame = site?.UserFrame ?? site?.BlockingFrame;
        return new SiteLabels(Text(site?.RuleId ?? UnexplainedRule), Text(frame?.Module), Text(frame?.Method));
    }

    public static SiteLabels OthersOf(string rule) => new(rule, Other, Other);

    private static string Text(string? text) => string.IsNullOrEmpty(text) ? Unknown : LabelText.Of(text);
}
