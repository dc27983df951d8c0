using BlockWatch.Reports.Redaction;
using BlockWatch.Tool.Tests.Fakes;

namespace BlockWatch.Tool.Tests.Options;

/// <summary>Each command that writes reports hands on how much they may tell.</summary>
public class RedactOptionTests
{
    private readonly ToolRun _tool = new();

    [Theory]
    [InlineData("attach -p 4711", RedactionLevel.Outside)]
    [InlineData("attach -p 4711 --redact none", RedactionLevel.None)]
    [InlineData("attach -p 4711 --redact all", RedactionLevel.All)]
    [InlineData("attach -p 4711 -p 4712 --redact paths", RedactionLevel.Paths)]
    [InlineData("attach -p 4711 --with-command-line --redact outside", RedactionLevel.Outside)]
    [InlineData("demo", RedactionLevel.Outside)]
    [InlineData("demo --redact paths", RedactionLevel.Paths)]
    [InlineData("analyze a.nettrace", RedactionLevel.Outside)]
    [InlineData("analyze a.nettrace --redact all", RedactionLevel.All)]
    [InlineData("export r.json -o r.md", RedactionLevel.Outside)]
    [InlineData("export r.json -o r.md --redact paths", RedactionLevel.Paths)]
    [InlineData("run --redact all -- app", RedactionLevel.All)]
    [InlineData("run -- app --redact all", RedactionLevel.Outside)]
    public async Task A_command_writes_at_the_level_that_was_asked_for(string arguments, RedactionLevel level)
    {
        _tool.Engine.CommandExit.TrySetResult(0);

        await _tool.RunAsync(arguments.Split(' '));

        Assert.Equal(level, _tool.Reports.Writing!.Redaction);
    }
}
