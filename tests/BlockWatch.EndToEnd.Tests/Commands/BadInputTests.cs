namespace BlockWatch.EndToEnd.Tests.Commands;

/// <summary>What cannot be done is said on one line, with the right exit code, and nothing is written.</summary>
[Collection(EndToEndCollection.Name)]
public sealed class BadInputTests : IDisposable
{
    private const int Usage = 2;
    private const int Refused = 3;

    // Above the largest id that Linux gives.
    private const string NoProcess = "999999999";

    private readonly ToolFixture _fixture;
    private readonly TemporaryFolder _folder = new();

    public BadInputTests(ToolFixture fixture)
    {
        _fixture = fixture;
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("attach -p 999999999 -o r.json", Refused, NoProcess)]
    [InlineData("tasks -p 999999999 -o t.json", Refused, NoProcess)]
    [InlineData("tasks -p 999999999 --json --dot", Usage, "--json")]
    [InlineData("attach -n no-such-name-anywhere -o r.json", Refused, "no-such-name-anywhere")]
    [InlineData("attach -p many -o r.json", Usage, "'many'")]
    [InlineData("attach -o r.json", Usage, "-p PID or -n NAME")]
    [InlineData("attach -p 999999999 --threshold soon -o r.json", Usage, "'soon'")]
    [InlineData("attach -p 999999999 --threshold -5ms -o r.json", Usage, "-5ms")]
    [InlineData("attach -p 999999999 --duration 1:2:3:4:5 -o r.json", Usage, "'1:2:3:4:5'")]
    [InlineData("attach -p 999999999 --duration 0s -o r.json", Usage, "'0s'")]
    [InlineData("attach -p 999999999 -o no-such-folder/r.json", Refused, "no-such-folder")]
    [InlineData("attach -p 999999999 -o r.unknown", Usage, "r.unknown")]
    [InlineData("attach -p 999999999 -o ./ --format json", Refused, "is a folder")]
    [InlineData("attach -p 999999999 -o /dev/full --format json", Refused, "not an ordinary file")]
    [InlineData("run -o r.json -- no-such-program", Refused, "no-such-program")]
    [InlineData("run -o r.json", Usage, "")]
    [InlineData("watch", Usage, "watch")]
    [InlineData("explain BW9999", Usage, "BW9999")]
    [InlineData("demo no-such-scenario -o r.json", Usage, "no-such-scenario")]
    [InlineData("analyze missing.nettrace -o r.json", Refused, "missing.nettrace")]
    [InlineData("export missing.json -o r.md", Refused, "missing.json")]
    public Task It_is_said_on_one_line(string arguments, int exitCode, string names) => AssertRefusedAsync(arguments.Split(' '), exitCode, names);

    [Fact]
    public async Task A_process_without_dotnet_cannot_be_watched()
    {
        await using ProcessRun sleep = ProcessRun.Start(new ProcessCommand("sleep", "60"));
        await AssertRefusedAsync(["attach", "-p", Text.Number(sleep.ProcessId), "-o", "r.json"], Refused, "not a .NET process");
    }

    [Theory]
    [InlineData("empty", "")]
    [InlineData("text", "This is no trace, and it is longer than a trace's first bytes.")]
    [InlineData("header", "Nettrace")]
    [InlineData("garbage", "Nettrace\u0014\0\0\0!FastSerialization.1 and then nothing that anyone could read")]
    public async Task A_file_that_is_no_trace_is_not_analyzed(string name, string content)
    {
        await File.WriteAllTextAsync(_folder.Combine(name), content);
        await AssertRefusedAsync(["analyze", name, "-o", "r.json"], Refused, name);
    }

    [Theory]
    [InlineData("empty.json", "")]
    [InlineData("text.json", "not a report")]
    [InlineData("other.json", "{\"findings\": 3}")]
    [InlineData("newer.json", "{\"schemaVersion\": 99}")]
    public async Task A_file_that_is_no_report_is_not_exported(string name, string content)
    {
        await File.WriteAllTextAsync(_folder.Combine(name), content);
        await AssertRefusedAsync(["export", name, "-o", "r.md"], Refused, name);
    }

    private async Task AssertRefusedAsync(IReadOnlyList<string> arguments, int exitCode, string names)
    {
        IReadOnlyList<string> before = _folder.Entries;
        ProcessResult result = await ProcessRun.RunAsync(
            _fixture.Tool.Command(arguments) with { WorkingDirectory = _folder.Path }, TestTimeouts.Command);

        Assert.True(result.ExitCode == exitCode, result.ToString());
        Assert.Equal("", result.Output);
        string[] lines = result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.True(lines.Length == (exitCode == Usage ? 2 : 1), result.ToString());
        Assert.StartsWith("blockwatch: ", lines[0], StringComparison.Ordinal);
        Assert.Contains(names, lines[0], StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", result.Error, StringComparison.Ordinal);
        Assert.All(lines[1..], line => Assert.Matches("^See 'blockwatch( [a-z]+)? --help'\\.$", line));
        Assert.Equal(before, _folder.Entries);
    }
}
