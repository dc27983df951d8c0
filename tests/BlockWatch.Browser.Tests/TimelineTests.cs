using BlockWatch.Browser.Tests.Pages;
using Microsoft.Playwright;

namespace BlockWatch.Browser.Tests;

/// <summary>The timeline can be read by pointer, by keyboard and by a screen reader.</summary>
[Collection(BrowserCollection.Name)]
public sealed class TimelineTests(BrowserFixture browser) : IDisposable
{
    private readonly ReportPages _pages = new();

    public void Dispose() => _pages.Dispose();

    [BrowserFact]
    public async Task The_slider_tells_the_counters_at_a_time()
    {
        await using OpenPage page = await browser.OpenAsync(_pages.Write(MadeReports.Small));
        ILocator slider = page.Page.GetByRole(AriaRole.Slider, new() { Name = "Time on the timeline" });

        await slider.FillAsync("300");
        Assert.Equal("3.000 s: 11 pool threads, 240 items in the queue, 120 items completed a second", await page.Page.Locator(".readout").TextContentAsync());
        await slider.FocusAsync();
        await page.Page.Keyboard.PressAsync("End");
        Assert.StartsWith("10.000 s: 29 pool threads", await page.Page.Locator(".readout").TextContentAsync(), StringComparison.Ordinal);
        page.AssertQuiet();
    }

    [BrowserFact]
    public async Task The_pointer_does_too()
    {
        await using OpenPage page = await browser.OpenAsync(_pages.Write(MadeReports.Small));
        ILocator chart = page.Page.Locator(".threads .chart");
        LocatorBoundingBoxResult box = (await chart.BoundingBoxAsync())!;

        await chart.HoverAsync(new() { Position = new() { X = box.Width / 2, Y = 10 } });

        Assert.Contains("16 pool threads", await page.Page.Locator(".readout").TextContentAsync(), StringComparison.Ordinal);
        Assert.True(await page.Page.Locator(".cursor").IsVisibleAsync());
    }

    [BrowserFact]
    public async Task Starvation_and_stalls_are_where_their_times_are()
    {
        await using OpenPage page = await browser.OpenAsync(_pages.Write(MadeReports.Small));
        LocatorBoundingBoxResult chart = (await page.Page.Locator(".threads .chart").BoundingBoxAsync())!;

        Assert.Equal((0.21, 0.53), await ExtentAsync(page.Page.Locator(".threads .starved"), chart));
        Assert.Equal((0.2, 0.4), await ExtentAsync(page.Page.Locator("rect.stall"), chart));
    }

    [BrowserFact]
    public async Task Every_chart_has_a_name_for_a_screen_reader()
    {
        await using OpenPage page = await browser.OpenAsync(_pages.Write(MadeReports.Small));

        Assert.Equal(["Pool threads: between 4 and 29", "Queue: between 0 and 416", "Items a second: between 120 and 120"], await Names(page.Page.Locator(".series .chart")));
        Assert.All(await Names(page.Page.Locator(".stalls .chart")), name => Assert.StartsWith("Stalls of ", name, StringComparison.Ordinal));
    }

    private static async Task<IReadOnlyList<string>> Names(ILocator charts) =>
        await charts.EvaluateAllAsync<string[]>("charts => charts.map(chart => chart.getAttribute('aria-label'))");

    private static async Task<(double Start, double End)> ExtentAsync(ILocator shape, LocatorBoundingBoxResult chart)
    {
        LocatorBoundingBoxResult box = (await shape.BoundingBoxAsync())!;
        return (Math.Round((box.X - chart.X) / chart.Width, 2), Math.Round((box.X + box.Width - chart.X) / chart.Width, 2));
    }
}
