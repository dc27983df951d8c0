namespace BlockWatch.Accuracy.Tests;

public class CommandLineTests
{
    [Fact]
    public async Task Lists_are_separated_by_commas()
    {
        AccuracyOptions options = await ParseAsync("--scenarios", "shop,quiet", "--runtimes", "9,10", "--modes", "run", "--seconds", "4", "-o", "x.json", "--twins", "--healthy", "--resume");

        Assert.Equal(["shop", "quiet"], options.Scenarios);
        Assert.Equal([9, 10], options.Runtimes);
        Assert.Equal([WatchMode.Run], options.Modes);
        Assert.Equal(TimeSpan.FromSeconds(4), options.Duration);
        Assert.Equal(("x.json", null, true, true, true), (options.Output, options.Markdown, options.Twins, options.OnlyHealthy, options.Resume));
        Assert.Equal(
            "dotnet run -c Release --project tests/BlockWatch.Accuracy -- --scenarios shop,quiet --runtimes 9,10 --modes run --seconds 4 -o x.json --twins --healthy --resume",
            options.CommandLine);
    }

    [Fact]
    public async Task Without_options_everything_is_measured()
    {
        AccuracyOptions options = await ParseAsync();

        Assert.Empty(options.Scenarios);
        Assert.Equal([8, 9, 10], options.Runtimes);
        Assert.Equal([WatchMode.Attach, WatchMode.Run, WatchMode.Analyze], options.Modes);
        Assert.Equal(TimeSpan.FromSeconds(8), options.Duration);
        Assert.Equal(("accuracy.json", null, false, false, false), (options.Output, options.Markdown, options.Twins, options.OnlyHealthy, options.Resume));
    }

    [Theory]
    [InlineData("--runtimes", "7", "--runtimes takes 8, 9, 10, 11, not '7'.")]
    [InlineData("--modes", "attach,watch", "--modes takes attach, run, analyze, not 'watch'.")]
    [InlineData("--seconds", "0", "--seconds takes 1 to 600.")]
    public void What_does_not_exist_is_refused(string option, string value, string message) =>
        Assert.Equal([message], AccuracyCommand.Create(_ => Task.FromResult(0)).Parse([option, value]).Errors.Select(error => error.Message));

    private static async Task<AccuracyOptions> ParseAsync(params string[] arguments)
    {
        AccuracyOptions? seen = null;
        await AccuracyCommand.Create(options =>
        {
            seen = options;
            return Task.FromResult(0);
        }).Parse(arguments).InvokeAsync();
        return seen!;
    }
}
