namespace BlockWatch.Tool.Tests.Processes;

public class ToolProcessTests
{
    [Fact]
    public async Task The_version_is_a_plain_number()
    {
        (int code, string output, string error) = await ToolProcess.RunAsync("--version");

        Assert.Equal("", error);
        Assert.Equal(0, code);
        Assert.Matches(@"\A\d+\.\d+\.\d+\n\z", output);
    }

    [Fact]
    public async Task Wrong_usage_is_exit_code_2_with_its_line_on_standard_error()
    {
        (int code, string output, string error) = await ToolProcess.RunAsync("attach", "-p", "1", "--threshold", "fast");

        Assert.Equal(2, code);
        Assert.Equal("", output);
        Assert.Equal("blockwatch: 'fast' is no threshold: write for example 100ms or 1.5s\nSee 'blockwatch attach --help'.\n", error);
    }

    [Fact]
    public async Task A_reader_that_goes_away_is_no_error()
    {
        string tool = Path.Combine(AppContext.BaseDirectory, "blockwatch.dll");
        (int code, string output, string error) = await ToolProcess.StartAsync("bash", "-c", $"dotnet '{tool}' --help | true; echo ${{PIPESTATUS[0]}}");

        Assert.Equal("", error);
        Assert.Equal("0\n", output);
        Assert.Equal(0, code);
    }
}
