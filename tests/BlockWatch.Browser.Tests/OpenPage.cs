using Microsoft.Playwright;

namespace BlockWatch.Browser.Tests;

/// <summary>A report in the browser, and what went wrong with it.</summary>
public sealed class OpenPage : IAsyncDisposable
{
    private readonly Uri _address;

    public OpenPage(IPage page, Uri address)
    {
        Page = page;
        _address = address;
        page.Console += (_, message) => Complaints.Add($"{message.Type}: {message.Text}");
        page.PageError += (_, error) => Complaints.Add($"error: {error}");
        page.Dialog += (_, dialog) => Complaints.Add($"dialog: {dialog.Message}");
        page.Request += (_, request) => Requests.Add(request.Url);
        page.RequestFailed += (_, request) => Refused.Add($"{request.Failure}: {request.Url}");
    }

    public IPage Page { get; }

    /// <summary>All that the page wrote to the console, threw, or asked the reader.</summary>
    public List<string> Complaints { get; } = [];

    /// <summary>All that the page loaded or tried to.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>What was not loaded, and why.</summary>
    public List<string> Refused { get; } = [];

    public ILocator Rows => Page.Locator("tr.row");

    public ILocator Search => Page.GetByRole(AriaRole.Searchbox, new() { Name = "Search" });

    public ILocator Status => Page.GetByRole(AriaRole.Status);

    public Task GoAsync() => Page.GotoAsync(_address.AbsoluteUri);

    /// <summary>The finding's button, by its title.</summary>
    public ILocator Opener(string title) => Page.GetByRole(AriaRole.Button, new() { Name = title, Exact = true });

    /// <summary>The titles in the table, from top to bottom.</summary>
    public async Task<IReadOnlyList<string>> TitlesAsync() => await Page.Locator("tr.row button.open").AllTextContentsAsync();

    /// <summary>The page complained of nothing and loaded nothing but itself.</summary>
    public void AssertQuiet()
    {
        Assert.Empty(Complaints);
        Assert.Equal([_address.AbsoluteUri], Requests.Select(request => request.Split('#')[0]).Distinct());
    }

    public async ValueTask DisposeAsync() => await Page.Context.DisposeAsync();
}
