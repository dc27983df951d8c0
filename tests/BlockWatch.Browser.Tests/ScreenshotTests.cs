using BlockWatch.Browser.Tests.Pages;
using Microsoft.Playwright;

namespace BlockWatch.Browser.Tests;

/// <summary>Makes the pictures of docs/images: no test, and skipped unless <c>.ci/browser-tests --screenshots</c> asks for them.</summary>
[Collection(BrowserCollection.Name)]
public sealed class ScreenshotTests(BrowserFixture browser) : IDisposable
{
    private readonly ReportPages _pages = new();

    public void Dispose() => _pages.Dispose();

    [ScreenshotFact]
    public async Task Of_a_real_report_in_light_and_dark_and_on_a_narrow_screen()
    {
        await TakeAsync(Screenshots.Report!, "html-report-light", ColorScheme.Light, 1280, 1500);
        await TakeAsync(Screenshots.Report!, "html-report-dark", ColorScheme.Dark, 1280, 1500);
        await TakeAsync(Screenshots.Report!, "html-report-narrow", ColorScheme.Light, 390, 1500);
    }

    [ScreenshotFact]
    public Task Of_a_finding() => TakeAsync(Screenshots.Report!, "html-report-finding", ColorScheme.Light, 1280, 1150, async page =>
    {
        await page.Page.Locator(".culprit a").ClickAsync();
        await page.Page.Locator(".flame button.frame").Nth(1).FocusAsync();
        await page.Page.Locator("tr.row").First.ScrollIntoViewIfNeededAsync();
    });

    [ScreenshotFact]
    public Task Of_ten_thousand_findings() => TakeAsync(_pages.Write(MadeReports.Large(10_000, 1_000_000)), "html-report-10000", ColorScheme.Light, 1280, 900, async page =>
    {
        await page.Search.FillAsync("Handler99");
        await page.Page.Locator(".findings").EvaluateAsync("section => section.scrollIntoView({ behavior: 'instant' })");
    });

    private async Task TakeAsync(string report, string name, ColorScheme scheme, int width, int height, Func<OpenPage, Task>? prepare = null)
    {
        await using OpenPage page = await browser.OpenAsync(report, new()
        {
            ColorScheme = scheme,
            ReducedMotion = ReducedMotion.Reduce,
            ViewportSize = new() { Width = width, Height = height },
        });
        if (prepare is not null)
        {
            await prepare(page);
        }

        string file = Path.Combine(Screenshots.Folder!, name + ".png");
        await page.Page.ScreenshotAsync(new() { Path = file });
        page.AssertQuiet();
        Assert.InRange(new FileInfo(file).Length, 1, 300_000);
    }
}
