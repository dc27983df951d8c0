using System.Globalization;
using System.Text.RegularExpressions;
using BlockWatch.Detection.Rules;
using BlockWatch.Detection.Suppressions;
using BlockWatch.Tool.Failures;
using BlockWatch.Tool.Options;

namespace BlockWatch.Tool.Configuration;

/// <summary>Understands the text of a configuration, as docs/config-v1.schema.json says. Strict: what it does not know it refuses, because a misspelt suppression would be silent.</summary>
internal sealed partial class ConfigReader
{
    // Starvation is no site: nothing blocks at it, and an episode that was hidden would leave its sites without their weight.
    private const string StarvationRule = "BW0007";

    private readonly ConfigText _text;
    private readonly DateOnly _today;

    private ConfigReader(ConfigText text, DateOnly today) => (_text, _today) = (text, today);

    /// <summary>Reads a configuration.</summary>
    /// <param name="path">The file as a full path, for messages and the report.</param>
    /// <param name="utf8">Its bytes.</param>
    /// <param name="today">The day on which suppressions have to hold, UTC.</param>
    /// <exception cref="UserFacingException">It is not as it should be; the message tells file, line, position and what to do.</exception>
    public static WatchConfig Read(string path, byte[] utf8, DateOnly today)
    {
        ConfigText text = new(path, utf8);
        return new ConfigReader(text, today).Root(path, text.Parse());
    }

    private WatchConfig Root(string path, ConfigNode node)
    {
        ConfigFields root = new(_text, node, "the configuration", "$schema", "myCode", "threshold", "thresholds", "suppressions");
        root.Text("$schema");
        WatchConfig config = new()
        {
            Path = path,
            Threshold = Threshold(root),
            SiteThresholds = [.. root.Items("thresholds").Select(SiteThreshold)],
            Suppressions = [.. root.Items("suppressions").Select(Suppression)],
        };
        if (root.Node("myCode") is not { } myCode)
        {
            return config;
        }

        ConfigFields code = new(_text, myCode, "'myCode'", "include", "exclude", "modules");
        return config with { Include = code.Texts("include"), Exclude = code.Texts("exclude"), Modules = code.Texts("modules") };
    }

    private static TimeSpan? Threshold(ConfigFields fields)
    {
        if (fields.Text("threshold") is not { } written)
        {
            return null;
        }

        return DurationText.TryParseThreshold(written, out TimeSpan value, out string problem)
            ? value
            : throw fields.Problem(fields.Node("threshold")!, problem.Replace($"'{written}'", ConfigText.Quote(written), StringComparison.Ordinal));
    }

    private SiteThreshold SiteThreshold(ConfigNode node)
    {
        ConfigFields fields = new(_text, node, "an item of 'thresholds'", "match", "site", "threshold");
        string? match = fields.Text("match");
        string? site = Site(fields);
        if (match is null && site is null)
        {
            throw fields.Problem("this threshold does not say where: add \"match\", a pattern of methods such as \"Acme.Reports.*\", or \"site\", a finding's id");
        }

        TimeSpan threshold = Threshold(fields) ?? throw fields.Problem("this item has no \"threshold\": add one, for example \"500ms\"");
        return new SiteThreshold { Match = match, SiteId = site, ThresholdNs = threshold.Ticks * TimeSpan.NanosecondsPerTick };
    }

    private Suppression Suppression(ConfigNode node)
    {
        ConfigFields fields = new(_text, node, "a suppression", "rule", "method", "site", "reason", "expires");
        string? method = fields.Text("method");
        string? site = Site(fields);
        if (method is null && site is null)
        {
            throw fields.Problem("this suppression does not say where: add \"method\", a pattern such as \"Acme.Startup.*\", or \"site\", a finding's id");
        }

        DateOnly? expires = Expires(fields);
        return new Suppression
        {
            RuleId = Rule(fields),
            Method = method,
            SiteId = site,
            Reason = fields.Text("reason") ?? throw fields.Problem("this suppression has no \"reason\": say why, for whoever reads the report"),
            Expires = expires,
            IsExpired = expires < _today,
        };
    }

    private static string? Rule(ConfigFields fields)
    {
        if (fields.Text("rule") is not { } written)
        {
            return null;
        }

        string id = RuleCatalog.ById(written)?.Description.Id
            ?? throw fields.Problem(fields.Node("rule")!, $"there is no rule {ConfigText.Quote(written)}: 'blockwatch explain' lists them");
        return id != StarvationRule
            ? id
            : throw fields.Problem(fields.Node("rule")!, $"{id} cannot be suppressed: name the sites that its culprits are");
    }

    private static string? Site(ConfigFields fields)
    {
        if (fields.Text("site") is not { } written)
        {
            return null;
        }

        return SiteId().IsMatch(written)
            ? written.ToLowerInvariant()
            : throw fields.Problem(fields.Node("site")!, $"{ConfigText.Quote(written)} is no site: write a finding's id as the JSON report has it, twelve hexadecimal digits");
    }

    private static DateOnly? Expires(ConfigFields fields)
    {
        if (fields.Text("expires") is not { } written)
        {
            return null;
        }

        return DateOnly.TryParseExact(written, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day)
            ? day
            : throw fields.Problem(fields.Node("expires")!, $"{ConfigText.Quote(written)} is no date: write for example 2027-03-31");
    }

    [GeneratedRegex(@"\A[0-9a-fA-F]{12}\z", RegexOptions.CultureInvariant)]
    private static partial Regex SiteId();
}
