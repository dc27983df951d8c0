using BlockWatch.EventPipe.Targets;
using Microsoft.Extensions.Time.Testing;

namespace BlockWatch.EventPipe.Tests.Targets;

/// <summary>With small processes that live for the test.</summary>
public sealed class RuntimeScanTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly RuntimeScan _scan;

    public RuntimeScanTests()
    {
        _scan = new RuntimeScan(_time);
    }

    [LinuxFact]
    public async Task A_runtime_is_told_of_once_and_so_is_its_end()
    {
        _scan.Next();
        int id;
        List<ScannedProcesses> scans = [];
        await using (DotNetChild child = DotNetChild.Start())
        {
            id = child.Id;
            Eventually.True(() => ScanFor(scans, s => s.Runtimes.Contains(id)), "the runtime is seen");
            scans.Add(_scan.Next());
            Assert.Single(scans, s => s.Runtimes.Contains(id));
            Assert.Equal([(id, Environment.ProcessId)], scans.SelectMany(s => s.Born).Where(b => b.ProcessId == id));
            Assert.DoesNotContain(scans, s => s.Gone.Contains(id));
        }

        Eventually.True(() => ScanFor(scans, s => s.Gone.Contains(id)), "the end is seen");
    }

    [LinuxFact]
    public async Task A_runtime_with_a_folder_of_its_own_for_sockets_is_seen_while_it_is_young()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("bw-test-");
        try
        {
            _scan.Next();
            await using DotNetChild child = DotNetChild.Start(("TMPDIR", folder.FullName));
            Eventually.True(() => ScanFor([], s => s.Runtimes.Contains(child.Id)), "the runtime is seen");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // As on Windows, where the client library lists named pipes.
    [Fact]
    public void Where_somebody_else_says_who_is_there_each_is_told_of_once_and_so_is_its_end()
    {
        int[] published = [Environment.ProcessId, int.MaxValue];
        RuntimeScan scan = new(_time, () => published);

        Assert.Equal([int.MaxValue], scan.Next().Runtimes);
        published = [int.MaxValue, int.MaxValue - 1];
        Assert.Equal([int.MaxValue - 1], scan.Next().Runtimes);
        published = [];
        ScannedProcesses last = scan.Next();
        Assert.Empty(last.Runtimes);
        Assert.Equal([int.MaxValue - 1, int.MaxValue], last.Gone.Order());
    }

    // Its socket is never looked for, but it is a process all the same.
    [LinuxFact]
    public async Task A_program_without_diagnostics_is_no_runtime()
    {
        _scan.Next();
        await using DotNetChild child = DotNetChild.Start(("DOTNET_EnableDiagnostics", "0"));
        ScannedProcesses scanned = _scan.Next();
        Assert.Contains(child.Id, scanned.Born.Select(b => b.ProcessId));
        Assert.DoesNotContain(child.Id, scanned.Runtimes);
    }

    [LinuxFact]
    public void A_socket_left_behind_by_a_process_of_the_same_id_is_passed_over()
    {
        // Process 1 is always there, and nobody's start key is 0.
        string left = Path.Combine(Path.GetTempPath(), "dotnet-diagnostic-1-0-socket");
        File.WriteAllText(left, "");
        try
        {
            ScannedProcesses scanned = _scan.Next();
            Assert.Contains(1, scanned.Born.Select(b => b.ProcessId));
            Assert.DoesNotContain(1, scanned.Runtimes);
        }
        finally
        {
            File.Delete(left);
        }
    }

    private bool ScanFor(List<ScannedProcesses> scans, Func<ScannedProcesses, bool> wanted)
    {
        scans.Add(_scan.Next());
        return wanted(scans[^1]);
    }
}
