using BlockWatch.TestKit;
using BlockWatch.Tool.ConsoleOutput;
using BlockWatch.Tool.Options;
using BlockWatch.Tool.Tests.Fakes;
using Microsoft.Extensions.Time.Testing;

namespace BlockWatch.Tool.Tests.ConsoleOutput;

public class SavedSoFarTests
{
    private readonly FakeReports _reports = new();
    private readonly FakeTimeProvider _time = new(Stalls.SessionStart);

    [Fact]
    public void It_is_beside_each_output_with_the_time_in_its_name()
    {
        string told = Save(new WatchSettings { Outputs = ["a/r.json", "../b.speedscope.json", "c"], ConfigFile = "/etc/blockwatch.json" });

        Assert.Equal("saved: a/r.20260301-120000.json, ../b.20260301-120000.speedscope.json, c.20260301-120000", told);
        Assert.Equal(3, _reports.Log.Count(line => line.StartsWith("save ", StringComparison.Ordinal)));
        Assert.Equal("/etc/blockwatch.json", _reports.Saved!.Session.ConfigFile);
    }

    [Fact]
    public void Without_an_output_it_is_json_in_this_folder() => Assert.Equal("saved: blockwatch.20260301-120000.json", Save(new WatchSettings()));

    [Fact]
    public void No_file_that_is_there_is_written_over()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.Combine("r.20260301-120000.json"), "");

        Assert.Equal($"saved: {folder.Combine("r.20260301-120000-2.json")}", Save(new WatchSettings { Outputs = [folder.Combine("r.json")] }));
    }

    [Fact]
    public void A_failure_is_told()
    {
        _reports.FailsLater = "blockwatch.20260301-120000.json";

        Assert.Equal("not saved: 'blockwatch.20260301-120000.json' cannot be written: no space left", Save(new WatchSettings()));
    }

    private string Save(WatchSettings settings) => new SavedSoFar(_reports, settings, _time).Save(Stalls.Result());
}
