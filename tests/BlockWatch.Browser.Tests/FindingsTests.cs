using BlockWatch.Browser.Tests.Pages;
using Microsoft.Playwright;

namespace BlockWatch.Browser.Tests;

/// <summary>Searching, filtering, sorting and unfolding findings, with the mouse and without.</summary>
[Collection(BrowserCollection.Name)]
public sealed class FindingsTests(BrowserFixture browser) : IDisposable
{
    private const string Deadlock = "Deadlock of 2 threads: Orders.CheckoutAsync ⇄ Stock.Reserve";
    private const string Sleep = "Thread.Sleep in Shop.Orders.CheckoutAsync(int)";
    private const string Wait = "Task.Wait in Shop.Stock.Reserve(string)";
    private const string Hash = "Shop.Hash.Compute(byte[]) computes";

    private readonly ReportPages _pages = new();

    public void Dispose() => _pages.Dispose();

    [BrowserTheory]
    [InlineData("thread.sleep", Sleep)]
    [InlineData("STOCK.reserve(", Wait)]
    [InlineData("jobs.retry", Sleep)]
    [InlineData("file3.cs", Hash)]
    [InlineData("which is the first of these", Deadlock)]
    [InlineData("bw0001 error", Wait)]
    public async Task Search_finds_titles_places_frames_and_facts(string text, string title)
    {
        await using OpenPage page = await OpenAsync();

        await page.Search.FillAsync(text);

        Assert.Equal([title], await page.TitlesAsync());
        Assert.Equal("1 of 4 findings", await page.Status.TextContentAsync());
        page.AssertQuiet();
    }

    [BrowserFact]
    public async Task A_search_for_what_is_not_there_says_so_and_escape_ends_it()
    {
        await using OpenPage page = await OpenAsync();
        await page.Page.Keyboard.PressAsync("/");
        await page.Page.Keyboard.TypeAsync("nowhere/");

        Assert.Equal("0 of 4 findings", await page.Status.TextContentAsync());
        await page.Page.Keyboard.PressAsync("Escape");
        Assert.Equal("4 findings", await page.Status.TextContentAsync());
        Assert.Equal("", await page.Search.InputValueAsync());
    }

    [BrowserFact]
    public async Task Severity_and_rule_filter_together_with_the_search()
    {
        await using OpenPage page = await OpenAsync();

        await page.Page.GetByLabel("Severity").SelectOptionAsync("error");
        Assert.Equal([Deadlock, Wait], await page.TitlesAsync());
        await page.Page.GetByLabel("Rule").SelectOptionAsync("BW0001");
        Assert.Equal([Wait], await page.TitlesAsync());
        await page.Search.FillAsync("thread.sleep in");
        Assert.Empty(await page.TitlesAsync());
        await page.Page.GetByLabel("Severity").SelectOptionAsync("");
        await page.Page.GetByLabel("Rule").SelectOptionAsync("");
        Assert.Equal([Sleep], await page.TitlesAsync());
        page.AssertQuiet();
    }

    [BrowserTheory]
    [InlineData("Severity", "ascending", Deadlock, Wait, Sleep, Hash)]
    [InlineData("Rule", "ascending", Wait, Sleep, Hash, Deadlock)]
    [InlineData("Finding", "ascending", Deadlock, Hash, Wait, Sleep)]
    [InlineData("Stalls", "descending", Hash, Wait, Sleep, Deadlock)]
    [InlineData("Total", "descending", Sleep, Deadlock, Wait, Hash)]
    [InlineData("p95", "descending", Hash, Wait, Sleep, Deadlock)]
    public async Task A_column_sorts_and_sorts_the_other_way_around(string column, string order, params string[] titles)
    {
        await using OpenPage page = await OpenAsync();
        ILocator head = page.Page.GetByRole(AriaRole.Columnheader, new() { Name = column });

        await head.GetByRole(AriaRole.Button).ClickAsync();
        Assert.Equal(titles, await page.TitlesAsync());
        Assert.Equal(order, await head.GetAttributeAsync("aria-sort"));

        await head.GetByRole(AriaRole.Button).ClickAsync();
        IReadOnlyList<string> other = await page.TitlesAsync();
        Assert.Equal(titles[0] == Deadlock && column == "Severity" ? Hash : titles[^1], other[0]);
        Assert.NotEqual(order, await head.GetAttributeAsync("aria-sort"));
    }

    [BrowserFact]
    public async Task A_finding_unfolds_and_folds_by_mouse_and_by_keyboard()
    {
        await using OpenPage page = await OpenAsync();
        ILocator detail = page.Page.Locator("#f0-1-detail");

        Assert.False(await detail.IsVisibleAsync());
        await page.Opener(Sleep).ClickAsync();
        Assert.True(await detail.GetByText("Await a delay.").IsVisibleAsync());
        Assert.Equal("true", await page.Opener(Sleep).GetAttributeAsync("aria-expanded"));
        await page.Page.Keyboard.PressAsync("Enter");
        Assert.False(await detail.IsVisibleAsync());
        Assert.Equal("false", await page.Opener(Sleep).GetAttributeAsync("aria-expanded"));

        await page.Page.Keyboard.PressAsync("j");
        await page.Page.Keyboard.PressAsync("Space");
        Assert.True(await page.Page.Locator("#f0-2-detail").IsVisibleAsync());
        await page.Page.Keyboard.PressAsync("k");
        await page.Page.Keyboard.PressAsync("k");
        await page.Page.Keyboard.PressAsync("Enter");
        Assert.True(await page.Page.Locator("#f0-0-detail .ring").IsVisibleAsync());
        page.AssertQuiet();
    }

    [BrowserFact]
    public async Task All_that_can_be_clicked_can_be_reached_by_tab()
    {
        await using OpenPage page = await OpenAsync();
        string[] expected = await page.Page.EvaluateAsync<string[]>(
            "[...document.querySelectorAll('a, button, input, select, summary')].filter(e => e.checkVisibility() && e.tabIndex >= 0).map(e => e.tagName + ' ' + (e.id || e.className || e.textContent))");
        List<string> reached = [];
        for (int i = 0; i < expected.Length + 3; i++)
        {
            await page.Page.Keyboard.PressAsync("Tab");
            reached.Add(await page.Page.EvaluateAsync<string>("document.activeElement.tagName + ' ' + (document.activeElement.id || document.activeElement.className || document.activeElement.textContent)"));
        }

        Assert.Empty(expected.Except(reached));
    }

    [BrowserFact]
    public async Task The_flame_graph_has_every_stack_once_and_is_used_by_arrow_keys()
    {
        await using OpenPage page = await OpenAsync();
        await page.Opener(Sleep).ClickAsync();
        ILocator flame = page.Page.Locator("#f0-1-detail .flame");
        ILocator frames = flame.Locator("button.frame");

        Assert.Equal(["all 36", "Api.PostOrder", "Orders.CheckoutAsync", "Thread.Sleep", "Jobs.Retry", "Orders.CheckoutAsync", "Thread.Sleep"], await frames.AllTextContentsAsync());
        await flame.GetByLabel("all framework frames").CheckAsync();
        Assert.Equal(9, await frames.CountAsync());
        await flame.GetByLabel("all framework frames").UncheckAsync();

        await frames.First.FocusAsync();
        await page.Page.Keyboard.PressAsync("ArrowDown");
        await page.Page.Keyboard.PressAsync("ArrowRight");
        Assert.Equal("Shop.Jobs.Retry() at /src/Shop/Orders.cs:42: 6 of 36 (17 %)", await flame.Locator(".flame-info").TextContentAsync());
        await page.Page.Keyboard.PressAsync("Enter");
        Assert.Equal(["Jobs.Retry", "Orders.CheckoutAsync", "Thread.Sleep"], await frames.AllTextContentsAsync());
        await page.Page.Keyboard.PressAsync("Escape");
        Assert.Equal(7, await frames.CountAsync());
        page.AssertQuiet();
    }

    [BrowserFact]
    public async Task A_link_unfolds_its_finding_whatever_the_table_shows()
    {
        await using OpenPage page = await OpenAsync();
        await page.Search.FillAsync("thread.sleep");

        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Its stacks and all that is known of it" }).ClickAsync();

        await Assertions.Expect(page.Page.Locator("#f0-0-detail .ring")).ToBeVisibleAsync();
        Assert.Equal(4, await page.Rows.CountAsync());
        page.AssertQuiet();
    }

    [BrowserFact]
    public async Task The_script_makes_the_same_details_as_the_page_has()
    {
        await using OpenPage page = await OpenAsync();

        string[][] both = await page.Page.EvaluateAsync<string[][]>(
            """
            () => {
              const data = new ReportData(document.querySelector(".report"));
              return data.findings.map((finding, i) => [
                document.querySelector(`#f0-${i}-detail > td`).innerHTML,
                detailOf(data, finding).outerHTML,
              ]);
            }
            """);

        Assert.Equal(4, both.Length);
        Assert.All(both, pair => Assert.Equal(pair[0], pair[1]));
    }

    [BrowserFact]
    public async Task Rows_beyond_the_page_s_text_are_made_as_they_are_wanted()
    {
        await using OpenPage page = await browser.OpenAsync(_pages.Write(MadeReports.Large(250, 10)));

        Assert.Equal(100, await page.Rows.CountAsync());
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Show 100 more (150 left)" }).ClickAsync();
        Assert.Equal(200, await page.Rows.CountAsync());
        await page.Page.Locator("#f0-150 button.open").ClickAsync();
        Assert.True(await page.Page.Locator("#f0-150-detail .stack").First.IsVisibleAsync());
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Show 50 more (50 left)" }).ClickAsync();
        Assert.Equal(250, await page.Rows.CountAsync());
        page.AssertQuiet();
    }

    private Task<OpenPage> OpenAsync() => browser.OpenAsync(_pages.Write(MadeReports.Small));
}
