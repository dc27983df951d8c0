namespace BlockWatch.Browser.Tests;

/// <summary>A fact that takes a browser: skipped, with the reason, on a machine that has none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute()
    {
        if (Chromium.Path is null)
        {
            Skip = $"No Chromium was found: install it, or name it in {Chromium.Variable}; .ci/browser-tests does so on Debian.";
        }
    }
}
