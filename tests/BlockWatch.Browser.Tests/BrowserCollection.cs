namespace BlockWatch.Browser.Tests;

/// <summary>Tests that share the browser, one after the other: load times are measured.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserCollection : ICollectionFixture<BrowserFixture>
{
    public const string Name = "browser";
}
