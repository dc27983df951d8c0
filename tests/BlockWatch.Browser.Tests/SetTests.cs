using BlockWatch.Browser.Tests.Pages;
using Microsoft.Playwright;

namespace BlockWatch.Browser.Tests;

/// <summary>The page of several targets.</summary>
[Collection(BrowserCollection.Name)]
public sealed class SetTests(BrowserFixture browser) : IDisposable
{
    private readonly ReportPages _pages = new();

    public void Dispose() => _pages.Dispose();

    [BrowserFact]
    public async Task Each_target_has_its_own_table_and_timeline()
    {
        await using OpenPage page = await browser.OpenAsync(_pages.Write(MadeReports.Set));
        ILocator second = page.Page.Locator("#target-1");

        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Shop (pid 5000)" }).ClickAsync();
        await second.GetByRole(AriaRole.Searchbox).FillAsync("thread.sleep");
        await second.Locator("tr.row button.open").ClickAsync();

        Assert.Equal("1 of 4 findings", await second.GetByRole(AriaRole.Status).TextContentAsync());
        Assert.Equal("4 findings", await page.Page.Locator("#target-0").GetByRole(AriaRole.Status).TextContentAsync());
        Assert.True(await page.Page.Locator("#f1-1-detail .flame").IsVisibleAsync());
        Assert.Equal("Not watched: it ended", await page.Page.Locator("#target-2 .banner").TextContentAsync());
        page.AssertQuiet();
    }
}
