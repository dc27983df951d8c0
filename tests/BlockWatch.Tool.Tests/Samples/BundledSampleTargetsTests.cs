using BlockWatch.Tool.Samples;

namespace BlockWatch.Tool.Tests.Samples;

public class BundledSampleTargetsTests
{
    [Fact]
    public void The_list_is_name_tab_description_and_other_lines_are_passed_over()
    {
        IReadOnlyList<SampleScenario> scenarios = BundledSampleTargets.Parse("starvation\tcold pool\tburst\r\nhello\n\nfiles\t reads \n");

        Assert.Equal([new("starvation", "cold pool\tburst"), new("files", "reads")], scenarios);
    }

    [Fact]
    public void The_sample_targets_lie_beside_the_tool_and_run_without_our_standard_output()
    {
        EventPipe.Watching.LaunchOptions launch = new BundledSampleTargets().Launch("files", 7);

        Assert.False(launch.InheritOutput);
        string assembly = Path.Combine(AppContext.BaseDirectory, "sample-targets", "SampleTargets.dll");
        Assert.Equal([assembly, "files", "--seconds", "7", "--exit-code", "0"], launch.Arguments);
        string[] shipped = [.. Directory.GetFiles(Path.GetDirectoryName(assembly)!).Select(Path.GetFileName).Order(StringComparer.Ordinal)!];
        Assert.Superset(
            new HashSet<string>(["SampleTargets.deps.json", "SampleTargets.dll", "SampleTargets.pdb", "SampleTargets.runtimeconfig.json"]),
            shipped.ToHashSet());
    }

    [Theory]
    [InlineData("/opt/net/dotnet", "/x/shared/Microsoft.NETCore.App/10.0.0/", null, "/opt/net/dotnet")]
    [InlineData("/home/me/.dotnet/tools/blockwatch", "/usr/share/dotnet/shared/Microsoft.NETCore.App/10.0.0/", "/opt/net", "/usr/share/dotnet/dotnet")]
    [InlineData("/home/me/.dotnet/tools/blockwatch", "/x/shared/Microsoft.NETCore.App/10.0.0/", "/opt/net", "/opt/net/dotnet")]
    [InlineData(null, "/x/shared/Microsoft.NETCore.App/10.0.0/", null, "dotnet")]
    public void The_host_that_runs_us_is_found(string? processPath, string runtimeFolder, string? dotnetRoot, string expected)
    {
        string[] hosts = ["/usr/share/dotnet/dotnet", "/opt/net/dotnet"];

        Assert.Equal(expected, DotnetHost.Find(processPath, runtimeFolder, dotnetRoot, hosts.Contains));
    }
}
