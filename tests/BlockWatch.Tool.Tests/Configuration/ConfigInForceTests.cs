using BlockWatch.Detection;
using BlockWatch.Reports;
using BlockWatch.Reports.Wording;
using BlockWatch.TestKit;
using BlockWatch.Tool.Tests.Fakes;

namespace BlockWatch.Tool.Tests.Configuration;

/// <summary>Which file holds, over which commands, and who wins.</summary>
public sealed class ConfigInForceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ToolRun _tool = new();

    public ConfigInForceTests()
    {
        _tool.WorkingDirectory = _folder.Path;
        _tool.Engine.CommandExit.SetResult(0);
    }

    private DetectionOptions Watched => _tool.Engine.Options!.Detection;

    public void Dispose() => _folder.Dispose();

    private string Write(string name, string json)
    {
        string path = _folder.Combine(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, json);
        return path;
    }

    [Theory]
    [InlineData("attach -p 4711")]
    [InlineData("run -- ./App")]
    [InlineData("demo -o demo.json")]
    [InlineData("analyze a.nettrace")]
    public async Task The_nearest_one_upward_holds_for_every_command_that_watches(string arguments)
    {
        Write("blockwatch.json", """{ "threshold": "1s" }""");
        string near = Write("src/blockwatch.json", """
            {
              "myCode": { "include": ["A.*"], "exclude": ["B.*"], "modules": ["C"] },
              "threshold": "250ms",
              "thresholds": [ { "match": "D.*", "threshold": "2s" } ],
              "suppressions": [ { "method": "E.*", "reason": "known" } ]
            }
            """);
        _tool.WorkingDirectory = Path.GetDirectoryName(Write("src/app/bin/readme.txt", ""));

        Assert.Equal(0, await _tool.RunAsync(arguments.Split(' ')));

        Assert.Equal(250_000_000, Watched.ThresholdNs);
        Assert.Equal([["A.*"], ["B.*"], ["C"]], new[] { Watched.Include, Watched.Exclude, Watched.Modules });
        Assert.Equal((2_000_000_000, "known"), (Assert.Single(Watched.SiteThresholds).ThresholdNs, Assert.Single(Watched.Suppressions).Reason));
        Assert.Equal(near, _tool.Reports.Result!.Session.ConfigFile);
        Assert.Contains($"blockwatch: configuration: {near}\n", _tool.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_one_nothing_is_said_and_the_defaults_hold()
    {
        Assert.Equal(0, await _tool.RunAsync("attach", "-p", "4711"));

        Assert.Equal(new DetectionOptions().ThresholdNs, Watched.ThresholdNs);
        Assert.Empty(Watched.Suppressions);
        Assert.Null(_tool.Reports.Result!.Session.ConfigFile);
        Assert.DoesNotContain("configuration", _tool.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_of_that_name_is_no_configuration()
    {
        Directory.CreateDirectory(_folder.Combine("blockwatch.json"));

        Assert.Equal(0, await _tool.RunAsync("attach", "-p", "4711"));
        Assert.Null(_tool.Reports.Result!.Session.ConfigFile);
    }

    [Fact]
    public async Task The_named_one_holds_instead_relative_to_the_working_directory()
    {
        Write("blockwatch.json", """{ "threshold": "1s" }""");
        string named = Write("ci/strict.json", """{ "threshold": "20ms" }""");

        Assert.Equal(0, await _tool.RunAsync("attach", "-p", "4711", "--config", "ci/strict.json"));

        Assert.Equal(20_000_000, Watched.ThresholdNs);
        Assert.Equal(named, _tool.Reports.Result!.Session.ConfigFile);
    }

    [Fact]
    public async Task No_config_ignores_it_even_when_it_is_malformed()
    {
        Write("blockwatch.json", "{ oops");

        Assert.Equal(0, await _tool.RunAsync("attach", "-p", "4711", "--no-config"));
        Assert.Null(_tool.Reports.Result!.Session.ConfigFile);
    }

    [Fact]
    public async Task An_option_wins_over_what_the_file_says_of_the_same_thing_and_of_nothing_else()
    {
        Write("blockwatch.json", """
            { "myCode": { "include": ["A.*"], "exclude": ["B.*"], "modules": ["C"] }, "threshold": "250ms", "suppressions": [ { "method": "E.*", "reason": "known" } ] }
            """);

        Assert.Equal(0, await _tool.RunAsync("attach", "-p", "4711", "--threshold", "50ms", "--include", "X.*"));

        Assert.Equal(50_000_000, Watched.ThresholdNs);
        Assert.Equal([["X.*"], ["B.*"], ["C"]], new[] { Watched.Include, Watched.Exclude, Watched.Modules });
        Assert.Single(Watched.Suppressions);
    }

    [Theory]
    [InlineData("attach -p 4711")]
    [InlineData("run -- ./App")]
    [InlineData("demo -o demo.json")]
    [InlineData("analyze a.nettrace")]
    public async Task One_that_is_not_as_it_should_be_is_one_line_with_exit_code_2_and_nothing_is_watched(string arguments)
    {
        string path = Write("blockwatch.json", "{\n  \"supressions\": []\n}");

        Assert.Equal(2, await _tool.RunAsync(arguments.Split(' ')));

        Assert.Equal(
            $"blockwatch: '{path}', line 2, position 3: 'supressions' is no property of the configuration: use $schema, myCode, threshold, thresholds, suppressions\n",
            _tool.Error);
        Assert.Equal("", _tool.Out);
        Assert.Null(_tool.Engine.Options);
        Assert.Empty(_tool.Reports.Log);
    }

    [Theory]
    [InlineData("none.json", "there is no configuration '{0}': check the name, or use --no-config to watch without a configuration")]
    [InlineData("no/such/folder.json", "there is no configuration '{0}': check the name, or use --no-config to watch without a configuration")]
    [InlineData("folder", "'{0}' is a folder: name a configuration file in it, or use --no-config to watch without a configuration")]
    [InlineData("large.json", "'{0}' is larger than 1 MB, which no configuration is: name another file, or use --no-config to watch without a configuration")]
    public async Task A_named_one_that_cannot_be_read_is_one_line_with_exit_code_2(string name, string message)
    {
        Directory.CreateDirectory(_folder.Combine("folder"));
        Write("large.json", new string(' ', (1024 * 1024) + 1));

        Assert.Equal(2, await _tool.RunAsync("attach", "-p", "4711", "--config", name));

        Assert.Equal($"blockwatch: {string.Format(System.Globalization.CultureInfo.InvariantCulture, message, _folder.Combine(name))}\n", _tool.Error);
        Assert.Null(_tool.Engine.Options);
    }

    [Theory]
    [InlineData("--config|c.json|--no-config", "--config and --no-config contradict each other: use one of them")]
    [InlineData("--config|", "the configuration has no name: write for example --config blockwatch.json, or use --no-config")]
    [InlineData("--scale|furlongs", "'furlongs' is no scale: write human or machine")]
    public async Task Contradictions_and_nonsense_are_wrong_usage(string options, string message)
    {
        Assert.Equal(2, await _tool.RunAsync(["attach", "-p", "4711", .. options.Split('|')]));
        Assert.Equal($"blockwatch: {message}\nSee 'blockwatch attach --help'.\n", _tool.Error);
    }

    [Fact]
    public async Task Whether_a_suppression_has_expired_is_told_by_the_day_of_the_watch()
    {
        // The fake clock stands at 2026-03-01.
        Write("blockwatch.json", """
            {
              "suppressions": [
                { "method": "A", "reason": "r", "expires": "2026-02-28" },
                { "method": "B", "reason": "r", "expires": "2026-03-01" }
              ]
            }
            """);

        Assert.Equal(0, await _tool.RunAsync("attach", "-p", "4711"));
        Assert.Equal([true, false], Watched.Suppressions.Select(suppression => suppression.IsExpired));
    }

    [Theory]
    [InlineData("attach -p 4711 --scale human", TimeScale.Human)]
    [InlineData("attach -p 4711 --scale machine", TimeScale.Machine)]
    [InlineData("attach -p 4711", TimeScale.Machine)]
    [InlineData("analyze a.nettrace --scale human", TimeScale.Human)]
    [InlineData("export a.json -o a.md --scale human", TimeScale.Human)]
    public async Task The_scale_that_was_asked_for_is_that_of_the_text(string arguments, TimeScale scale)
    {
        Assert.Equal(0, await _tool.RunAsync(arguments.Split(' ')));
        Assert.Equal(new ReportWriting { Scale = scale }, _tool.Reports.Writing! with { SourceRoot = null });
    }

    [Theory]
    [InlineData("attach -p 4711 --with-source")]
    [InlineData("analyze a.nettrace --with-source")]
    [InlineData("export a.json -o a.html --with-source")]
    public async Task Source_code_is_in_reports_only_when_it_was_asked_for(string arguments)
    {
        Assert.Equal(0, await _tool.RunAsync(arguments.Split(' ')));
        Assert.Equal(new ReportWriting { WithSource = true }, _tool.Reports.Writing! with { SourceRoot = null });
    }
}
