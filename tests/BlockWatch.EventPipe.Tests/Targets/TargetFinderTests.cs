using System.Diagnostics;
using System.Globalization;
using BlockWatch.EventPipe.Targets;

namespace BlockWatch.EventPipe.Tests.Targets;

public sealed class TargetFinderTests
{
    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(-1)]
    public void A_process_that_is_not_there_is_said_so(int processId)
    {
        WatchException refusal = Assert.Throws<WatchException>(() => TargetFinder.Find(processId));
        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"no process has the id {processId}: 'blockwatch ps' lists those that can be watched"), refusal.Message);
    }

    [LinuxFact]
    public void A_thread_is_no_process()
    {
        int thread = Directory.EnumerateDirectories($"/proc/{Environment.ProcessId}/task")
            .Select(folder => int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture))
            .First(id => id != Environment.ProcessId);

        WatchException refusal = Assert.Throws<WatchException>(() => TargetFinder.Find(thread));
        Assert.StartsWith($"no process has the id {thread}", refusal.Message, StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task A_process_that_is_not_dotnet_is_said_so()
    {
        using Process child = Process.Start("/bin/sleep", "60");
        try
        {
            WatchException refusal = Assert.Throws<WatchException>(() => TargetFinder.Find(child.Id));
            Assert.Equal($"process {child.Id} (sleep) cannot be watched: it is not a .NET process", refusal.Message);
        }
        finally
        {
            child.Kill();
            await child.WaitForExitAsync().WithinLimit();
        }
    }

    [Fact]
    public void Our_own_process_can_be_watched()
    {
        TargetProcess target = TargetFinder.Find(Environment.ProcessId);
        Assert.Equal((Environment.ProcessId, null), (target.ProcessId, target.WhyNot));
        Assert.Equal(Environment.Version.ToString(), target.RuntimeVersion!.Split('-')[0]);
        Assert.InRange(target.Uptime!.Value, TimeSpan.Zero, TimeSpan.FromDays(1));
        Assert.NotNull(target.EntryAssembly);
    }

    [Fact]
    public void The_list_leaves_us_out() => Assert.DoesNotContain(TargetFinder.List(), t => t.ProcessId == Environment.ProcessId);

    [Fact]
    public void A_name_that_nobody_has_is_said_so()
    {
        WatchException refusal = Assert.Throws<WatchException>(() => TargetFinder.Find("no-such-program.dll"));
        Assert.Equal("no .NET process is named 'no-such-program.dll': 'blockwatch ps' lists those that can be watched", refusal.Message);
    }

    [LinuxFact]
    public async Task A_dotnet_process_without_diagnostics_is_told_from_another_program()
    {
        await using DotNetChild child = DotNetChild.Start(("DOTNET_EnableDiagnostics", "0"));
        Eventually.True(() => ProcFile.HasMapped(child.Id, "/libcoreclr.so"), "the runtime is loaded");
        WatchException refusal = Assert.Throws<WatchException>(() => TargetFinder.Find(child.Id));
        Assert.Equal(
            $"process {child.Id} (dotnet) cannot be watched: its diagnostics are off (DOTNET_EnableDiagnostics=0), or its TMPDIR cannot be reached from here",
            refusal.Message);
        Assert.Contains(TargetFinder.List(), t => t.ProcessId == child.Id && t.WhyNot is not null);
    }

    [LinuxFact]
    public async Task A_dotnet_process_is_in_the_list()
    {
        await using DotNetChild child = DotNetChild.Start();
        Eventually.True(() => DiagnosticSocket.PathOf(child.Id) is not null, "the runtime listens");
        TargetProcess target = Assert.Single(TargetFinder.List(), t => t.ProcessId == child.Id);
        Assert.Null(target.WhyNot);
        Assert.StartsWith("10.", target.RuntimeVersion, StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task A_process_with_a_folder_of_its_own_for_sockets_is_found_there()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("bw-test-");
        try
        {
            await using DotNetChild child = DotNetChild.Start(("TMPDIR", folder.FullName));
            Eventually.True(() => DiagnosticSocket.PathOf(child.Id) is not null, "the runtime listens");
            Assert.Equal(folder.FullName, Path.GetDirectoryName(DiagnosticSocket.PathOf(child.Id)));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // The file of a process that was killed stays behind, and its id may be given again.
    [LinuxFact]
    public async Task A_socket_left_behind_by_a_process_of_the_same_id_is_passed_over()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("bw-test-");
        try
        {
            await using DotNetChild child = DotNetChild.Start(("TMPDIR", folder.FullName));
            Eventually.True(() => DiagnosticSocket.PathOf(child.Id) is not null, "the runtime listens");
            string right = DiagnosticSocket.PathOf(child.Id)!;

            string older = Path.Combine(folder.FullName, $"dotnet-diagnostic-{child.Id}-1-socket");
            await File.WriteAllTextAsync(older, "");
            File.SetLastWriteTimeUtc(older, File.GetLastWriteTimeUtc(right).AddHours(-1));
            Assert.Equal(right, DiagnosticSocket.PathOf(child.Id));

            // Newer, because a clock was set back, or someone touched it; and nearer, in our own folder.
            File.SetLastWriteTimeUtc(older, File.GetLastWriteTimeUtc(right).AddHours(1));
            Assert.Equal(right, DiagnosticSocket.PathOf(child.Id));
            string inOurs = Path.Combine(Path.GetTempPath(), $"dotnet-diagnostic-{child.Id}-1-socket");
            await File.WriteAllTextAsync(inOurs, "");
            try
            {
                Assert.Equal(right, DiagnosticSocket.PathOf(child.Id));
            }
            finally
            {
                File.Delete(inOurs);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
