namespace BlockWatch.EndToEnd.Tests.Commands;

/// <summary>The rules' pages are in the package.</summary>
[Collection(EndToEndCollection.Name)]
public class ExplainTests
{
    private readonly ToolFixture _fixture;

    public ExplainTests(ToolFixture fixture)
    {
        _fixture = fixture;
    }

    [Theory]
    [InlineData("BW0001")]
    [InlineData("BW0007")]
    public async Task A_page_is_the_file_in_docs(string rule)
    {
        ProcessResult page = await _fixture.Tool.RunAsync("explain", rule);

        page.EnsureSuccess();
        Assert.Equal("", page.Error);
        Assert.Equal((await File.ReadAllTextAsync(RepositoryRoot.Combine("docs", "rules", rule + ".md"))).TrimEnd() + "\n", page.Output);
    }
}
