namespace BlockWatch.EndToEnd.Tests.Fixtures;

/// <summary>The tests that share one installed tool and the published targets.</summary>
[CollectionDefinition(Name)]
public sealed class EndToEndCollection : ICollectionFixture<ToolFixture>
{
    public const string Name = "the installed tool";
}
