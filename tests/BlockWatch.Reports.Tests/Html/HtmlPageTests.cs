using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Session;
using BlockWatch.Reports.Html;
using BlockWatch.Reports.Model;
using BlockWatch.Reports.Tests.Fixtures;

namespace BlockWatch.Reports.Tests.Html;

/// <summary>What the page is made of. How it looks and works is tested in a browser.</summary>
public sealed partial class HtmlPageTests
{
    [Fact]
    public void The_page_obeys_its_own_style_and_script_alone_and_may_load_nothing()
    {
        string page = Made.Text(Results.Rich, "html");
        string policy = System.Net.WebUtility.HtmlDecode(Policy().Match(page).Groups[1].Value);

        Assert.Equal(
            $"default-src 'none'; script-src '{Hash(Script().Match(page).Groups[1].Value)}'; style-src '{Hash(Style().Match(page).Groups[1].Value)}'; base-uri 'none'; form-action 'none'",
            policy);
        Assert.DoesNotContain("style=\"", page, StringComparison.Ordinal);
        Assert.All(
            Addresses().Matches(HtmlText.WithoutAssets(page)).Select(match => match.Groups[1].Value),
            address => Assert.StartsWith("https://learn.microsoft.com/", address, StringComparison.Ordinal));
    }

    [Fact]
    public void The_script_never_parses_a_text_as_markup_or_as_code()
    {
        Assert.DoesNotMatch("innerHTML|outerHTML|insertAdjacentHTML|document\\.write|\\beval\\b|new Function|DOMParser|srcdoc|fetch\\(|XMLHttpRequest|import\\(", HtmlAssets.Script);
    }

    [Fact]
    public void Hostile_names_stay_text_in_the_markup_and_in_the_data()
    {
        const string Evil = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'<!--\u2028";
        Finding finding = RichFindings.Sleep with { Title = Evil, Advice = Evil, Site = Sites.Sleep with { UserFrame = Frames.User(Evil, $"/{Evil}.cs", 1), Replacement = Evil } };
        string page = Made.Text(Results.Rich with { Target = Results.Shop with { Name = Evil }, Detection = Results.Rich.Detection with { Findings = [finding] } }, "html");

        Assert.Equal(2, Count(page, "<script"));
        Assert.Equal(2, Count(page, "</script"));
        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<!--", page, StringComparison.Ordinal);
        string data = Data(page);
        Assert.DoesNotMatch("[<>&\u2028\u2029]", data);
        JsonElement strings = JsonDocument.Parse(data).RootElement.GetProperty("strings");
        Assert.Contains(Evil.Replace("\u2028", "\\u2028", StringComparison.Ordinal), strings.EnumerateArray().Select(text => text.GetString()));
    }

    [Fact]
    public void Without_a_script_the_first_findings_are_there_in_full_and_the_others_are_counted()
    {
        Finding[] findings = [.. Enumerable.Range(0, 60).Select(i => RichFindings.Sleep with { Title = $"Site number {i}", Site = Sites.Sleep with { Id = i.ToString("x12", null) } })];
        string page = Made.Text(Results.Rich with { Detection = Results.Rich.Detection with { Findings = findings } }, "html");

        Assert.Equal(50, Count(page, "<tr class=\"row "));
        Assert.Equal(50, Count(page, "<tr class=\"detail\""));
        Assert.Contains("… and 10 more findings, 84.3 s in all", page, StringComparison.Ordinal);
        Assert.Equal(60, JsonDocument.Parse(Data(page)).RootElement.GetProperty("findings").GetArrayLength());
    }

    [Fact]
    public void Ten_thousand_findings_and_a_million_pool_samples_fit_into_ten_megabytes_and_all_are_there()
    {
        Report report = Made.Report(Results.Rich);
        ReportFinding one = report.Findings[0];
        Report large = report with
        {
            Findings = [.. Enumerable.Range(0, 10_000).Select(i => one with { Id = i.ToString("x12", null), Title = $"Thread.Sleep in Contoso.Shop.Services.Orders.Handlers.Handler{i}.HandleAsync(Order, CancellationToken)", TotalMs = 20_000 - i })],
            Pool = new ReportPool { Samples = [.. Enumerable.Range(0, 1_000_000).Select(i => new ReportPoolSample { TimeMs = i / 100.0, Threads = 8, Queue = i % 1000 == 7 ? 5_000 : 0, Completed = 2 })] },
        };
        Stopwatch watch = Stopwatch.StartNew();

        string page = Made.Text(large, "html");

        Assert.InRange(Encoding.UTF8.GetByteCount(page), 1_000_000, 10_000_000);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(30));
        JsonElement data = JsonDocument.Parse(Data(page)).RootElement;
        Assert.Equal(0, data.GetProperty("leftOut").GetInt32());
        Assert.Equal(10_000, data.GetProperty("findings").GetArrayLength());
        Assert.InRange(data.GetProperty("pool").GetArrayLength(), 400, 480);
        Assert.Equal(5_000, data.GetProperty("pool").EnumerateArray().Max(bucket => bucket[6].GetDouble()));
    }

    [Fact]
    public void What_has_no_room_is_counted()
    {
        Report report = Made.Report(Results.Rich);
        ReportFinding one = report.Findings[0];
        Report huge = report with { Findings = [.. Enumerable.Range(0, 40_000).Select(i => one with { Id = i.ToString("x12", null), Title = $"{new string('x', 300)}{i}" })] };

        string page = Made.Text(huge, "html");

        JsonElement data = JsonDocument.Parse(Data(page)).RootElement;
        Assert.InRange(Encoding.UTF8.GetByteCount(page), 1_000_000, 10_000_000);
        Assert.InRange(data.GetProperty("leftOut").GetInt32(), 1, 39_000);
        Assert.Equal(40_000, data.GetProperty("leftOut").GetInt32() + data.GetProperty("findings").GetArrayLength());
        Assert.True(data.GetProperty("findings").EnumerateArray().Last().GetProperty("stacksLeftOut").GetBoolean());
    }

    [Fact]
    public void Of_many_targets_those_with_the_most_stalled_time_have_parts_and_all_are_listed()
    {
        WatchSetResult many = SetResults.Four with { Targets = [.. Enumerable.Range(1, 1_024).Select(i => SetResults.Watched(i, i == 900 ? Results.Rich : Results.Nothing, "Shop"))] };

        string page = Made.Text(many, "html");

        Assert.Equal(100, Count(page, "<section class=\"target\""));
        Assert.Equal(1_024, Count(page, "(pid ") - 100 - 100);
        Assert.Contains("id=\"target-0\">\n<h2 class=\"target-name\">Shop (pid 900)</h2>", page, StringComparison.Ordinal);
        Assert.Contains("The other 924 targets had less stalled time", page, StringComparison.Ordinal);
        Assert.InRange(Encoding.UTF8.GetByteCount(page), 100_000, 10_000_000);
    }

    [Fact]
    public void Only_net_s_own_documentation_is_a_link()
    {
        WatchResult Linked(string docs) => Results.Rich with { Detection = Results.Rich.Detection with { Findings = [RichFindings.Sleep with { Site = Sites.Sleep with { Docs = docs } }] } };

        Assert.Contains("<a href=\"https://learn.microsoft.com/x\"", Made.Text(Linked("https://learn.microsoft.com/x"), "html"), StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"https://evil.example", Made.Text(Linked("https://evil.example/x"), "html"), StringComparison.Ordinal);
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    private static string Data(string page) => DataScript().Match(page).Groups[1].Value;

    private static string Hash(string text) => $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";

    [GeneratedRegex("Content-Security-Policy\" content=\"([^\"]*)\"")]
    private static partial Regex Policy();

    [GeneratedRegex("<style>(.*?)</style>", RegexOptions.Singleline)]
    private static partial Regex Style();

    [GeneratedRegex("<script>(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex Script();

    [GeneratedRegex("<script type=\"application/json\"[^>]*>(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex DataScript();

    [GeneratedRegex("(?:href|src|action|data|srcset|poster)=\"([^#\"][^\"]*)\"")]
    private static partial Regex Addresses();
}
