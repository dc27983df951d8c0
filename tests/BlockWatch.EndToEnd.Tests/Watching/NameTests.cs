namespace BlockWatch.EndToEnd.Tests.Watching;

/// <summary>Targets by name, and the list of them.</summary>
[Collection(EndToEndCollection.Name)]
public sealed class NameTests : IDisposable
{
    private readonly ToolFixture _fixture;
    private readonly TemporaryFolder _folder = new();

    // Nobody else's process has this name.
    private readonly string _name = "orders" + Path.GetRandomFileName()[..5];

    public NameTests(ToolFixture fixture)
    {
        _fixture = fixture;
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(10)]
    public async Task The_list_has_the_target_with_its_runtime(int runtime)
    {
        await using SampleTarget target = await SampleTarget.StartAsync(PublishedTargets.Executable(runtime), "healthy", "--load", "none");
        ProcessResult list = await _fixture.Tool.RunAsync("ps");

        Assert.True(list.ExitCode == 0, list.ToString());
        Assert.Equal("", list.Error);
        string row = Assert.Single(list.Output.Split('\n'), line => line.TrimStart().StartsWith(Text.Number(target.ProcessId) + " ", StringComparison.Ordinal));
        Assert.Matches($@"^ *{target.ProcessId} +SampleTargets +{runtime}\.0\.[0-9]+ +SampleTargets +00:0[0-9]:[0-9]{{2}}$", row);
    }

    [Fact]
    public async Task A_target_is_found_by_the_name_of_its_process()
    {
        await using SampleTarget target = await SampleTarget.StartAsync(CopyOfTarget(), "healthy", "--load", "none");
        ProcessResult watch = await ProcessRun.RunAsync(
            _fixture.Tool.Command("attach", "-n", _name, "--duration", "1s", "-o", _folder.Combine("r.json")), TestTimeouts.WatchOverhead);

        Assert.True(watch.ExitCode == 0, watch.ToString());
        Assert.Equal(target.ProcessId, ReportDocument.Read(_folder.Combine("r.json")).Target.Pid);
    }

    [Fact]
    public async Task Of_several_targets_of_a_name_none_is_chosen()
    {
        string program = CopyOfTarget();
        await using SampleTarget one = await SampleTarget.StartAsync(program, "healthy", "--load", "none");
        await using SampleTarget other = await SampleTarget.StartAsync(program, "healthy", "--load", "none");
        ProcessResult watch = await _fixture.Tool.RunAsync("attach", "-n", _name, "--duration", "1s", "-o", _folder.Combine("r.json"));

        int[] ids = [.. new[] { one.ProcessId, other.ProcessId }.Order()];
        Assert.Equal(3, watch.ExitCode);
        Assert.Equal($"blockwatch: 2 processes are named '{_name}' (pids {ids[0]}, {ids[1]}): choose one with --process-id\n", watch.Error);
        Assert.False(File.Exists(_folder.Combine("r.json")));
    }

    // The installed runtime's target under another name, in another folder.
    private string CopyOfTarget()
    {
        string copy = _folder.Combine("program");
        Directory.CreateDirectory(copy);
        foreach (string file in Directory.EnumerateFiles(PublishedTargets.Folder(10)))
        {
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }

        string renamed = Path.Combine(copy, _name);
        File.Move(Path.Combine(copy, Path.GetFileName(PublishedTargets.Executable(10))), renamed);
        return renamed;
    }
}
