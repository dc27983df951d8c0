using BlockWatch.EventPipe.Targets;

namespace BlockWatch.EventPipe.Tests.Targets;

/// <summary>With small processes that live for the test.</summary>
public sealed class TargetDiscoveryTests : IDisposable
{
    private readonly CancellationTokenSource _stop = new(Eventually.Limit);

    public void Dispose() => _stop.Dispose();

    [Fact]
    public async Task Processes_named_by_their_ids_are_all_there_is()
    {
        var discovery = new TargetDiscovery(new TargetSelection { ProcessIds = [int.MaxValue, Environment.ProcessId] }, TimeProvider.System);
        Assert.Equal([int.MaxValue, Environment.ProcessId], discovery.First().Select(f => f.ProcessId));
        Assert.Empty(await AllAsync(discovery));
    }

    [LinuxFact]
    public async Task Processes_of_a_name_are_found_that_are_there_and_that_come()
    {
        string name = typeof(DotNetChild).Assembly.GetName().Name!;
        await using DotNetChild one = DotNetChild.Start();
        Eventually.True(() => TargetFinder.List().Any(t => t.ProcessId == one.Id && t.EntryAssembly == name), "the runtime says its name");
        var discovery = new TargetDiscovery(new TargetSelection { Name = name }, TimeProvider.System);
        Assert.Equal((name, null), discovery.First().Where(f => f.ProcessId == one.Id).Select(f => (f.Name, f.WhyNot)).Single());

        await using DotNetChild other = DotNetChild.Start();
        FoundTarget found = await FindAsync(discovery, other.Id);
        Assert.Equal((name, null), (found.Name, found.WhyNot));
    }

    [LinuxFact]
    public async Task A_process_of_the_name_that_cannot_be_watched_is_told_with_the_reason()
    {
        await using DotNetChild child = DotNetChild.Start(("DOTNET_EnableDiagnostics", "0"));
        Eventually.True(() => ProcFile.HasMapped(child.Id, "/libcoreclr.so"), "the runtime is loaded");
        FoundTarget found = new TargetDiscovery(new TargetSelection { Name = "dotnet" }, TimeProvider.System).First().Single(f => f.ProcessId == child.Id);
        Assert.StartsWith("its diagnostics are off", found.WhyNot, StringComparison.Ordinal);
    }

    // A process that was killed leaves its socket behind, and on a busy machine its id is soon given again.
    [LinuxFact]
    public async Task A_socket_that_an_earlier_process_of_the_same_id_left_behind_is_not_taken_for_its_own()
    {
        await using DotNetChild child = DotNetChild.Start(("DOTNET_EnableDiagnostics", "0"));
        Eventually.True(() => ProcFile.HasMapped(child.Id, "/libcoreclr.so"), "the runtime is loaded");
        string left = Path.Combine(Path.GetTempPath(), $"dotnet-diagnostic-{child.Id}-1-socket");
        await File.WriteAllTextAsync(left, "");
        try
        {
            FoundTarget found = new TargetDiscovery(new TargetSelection { Name = "dotnet" }, TimeProvider.System).First().Single(f => f.ProcessId == child.Id);
            Assert.StartsWith("its diagnostics are off", found.WhyNot, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(left);
        }
    }

    [LinuxFact]
    public async Task The_children_of_a_process_are_found_that_are_there_and_that_come()
    {
        await using DotNetChild one = DotNetChild.Start();
        var discovery = new TargetDiscovery(new TargetSelection { ProcessIds = [Environment.ProcessId], WithChildren = true }, TimeProvider.System);
        Assert.Contains(one.Id, discovery.First().Select(f => f.ProcessId));

        await using DotNetChild other = DotNetChild.Start();
        await FindAsync(discovery, other.Id);
    }

    private async Task<FoundTarget> FindAsync(TargetDiscovery discovery, int processId)
    {
        await foreach (FoundTarget found in discovery.LaterAsync(_stop.Token))
        {
            if (found.ProcessId == processId)
            {
                return found;
            }
        }

        throw new InvalidOperationException($"Process {processId} was never found.");
    }

    private async Task<List<FoundTarget>> AllAsync(TargetDiscovery discovery)
    {
        List<FoundTarget> all = [];
        await foreach (FoundTarget found in discovery.LaterAsync(_stop.Token))
        {
            all.Add(found);
        }

        return all;
    }
}
