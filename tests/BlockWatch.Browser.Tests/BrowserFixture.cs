using Microsoft.Playwright;

namespace BlockWatch.Browser.Tests;

/// <summary>One browser for all tests. Each test has pages of its own.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Opens a report as who double-clicks the file does, and remembers what the page complains of and asks for.</summary>
    public async Task<OpenPage> OpenAsync(string file, BrowserNewContextOptions? options = null)
    {
        IBrowserContext context = await _browser!.NewContextAsync(options);
        OpenPage page = new(await context.NewPageAsync(), new Uri(file));
        await page.GoAsync();
        return page;
    }

    public async Task InitializeAsync()
    {
        if (Chromium.Path is not { } path)
        {
            return;
        }

        _playwright = await Playwright.CreateAsync();

        // As root the browser refuses its sandbox. What it opens here are our own files.
        string[] arguments = Environment.IsPrivilegedProcess ? ["--no-sandbox"] : [];
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = path, Args = arguments });
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }
}
