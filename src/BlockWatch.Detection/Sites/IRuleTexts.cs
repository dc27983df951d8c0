using BlockWatch.Detection.Findings;

namespace BlockWatch.Detection.Sites;

/// <summary>The words and the weight of a finding.</summary>
public interface IRuleTexts
{
    /// <summary>One line that names the site.</summary>
    string Title(Site site);

    /// <summary>One or two sentences: what to do.</summary>
    string Advice(Site site);

    Severity SeverityOf(Site site);
}
