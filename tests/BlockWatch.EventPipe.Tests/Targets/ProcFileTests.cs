using System.Diagnostics;
using System.Globalization;
using BlockWatch.EventPipe.Targets;

namespace BlockWatch.EventPipe.Tests.Targets;

/// <summary>What /proc says of our own process.</summary>
public sealed class ProcFileTests
{
    private const int NoProcess = int.MaxValue;

    [LinuxFact]
    public void The_processor_time_and_the_start_are_the_processes()
    {
        ProcStat before = ProcFile.Stat(Environment.ProcessId)!;
        using Process own = Process.GetCurrentProcess();
        double cpu = own.TotalProcessorTime.TotalMilliseconds;
        ProcStat after = ProcFile.Stat(Environment.ProcessId)!;
        Assert.Contains(before.State, "RSD");
        Assert.InRange(cpu, before.CpuMs - 20, after.CpuMs + 20);
        Assert.Equal(before.StartTicks, after.StartTicks);
        Assert.True(before.StartTicks > 0);
    }

    [LinuxFact]
    public async Task A_name_with_parentheses_and_spaces_moves_no_field()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("bw-test-");
        string program = Path.Combine(folder.FullName, "a) R 1 (b");
        File.Copy("/bin/sleep", program);
        using Process child = Process.Start(program, "60");
        try
        {
            Eventually.True(() => ProcFile.CommandLine(child.Id)?[0] == program, "the program runs");
            ProcStat stat = ProcFile.Stat(child.Id)!;
            Assert.Contains(stat.State, "RSD");
            Assert.True(stat.StartTicks >= ProcFile.Stat(Environment.ProcessId)!.StartTicks);
        }
        finally
        {
            child.Kill();
            await child.WaitForExitAsync().WithinLimit();
            folder.Delete(recursive: true);
        }
    }

    [LinuxFact]
    public void The_command_line_is_ours()
    {
        string first = File.ReadAllText("/proc/self/cmdline").Split('\0')[0];
        Assert.Equal(first, ProcFile.CommandLine(Environment.ProcessId)![0]);
    }

    [LinuxFact]
    public void A_variable_is_found_by_its_whole_name()
    {
        string path = ProcFile.EnvironmentVariable(Environment.ProcessId, "PATH")!;
        Assert.Contains("/bin", path, StringComparison.Ordinal);
        Assert.Null(ProcFile.EnvironmentVariable(Environment.ProcessId, "PAT"));
        Assert.Null(ProcFile.EnvironmentVariable(Environment.ProcessId, "NO_SUCH_VARIABLE"));
    }

    [LinuxFact]
    public void The_user_and_the_inner_process_id_are_read()
    {
        string status = File.ReadAllText("/proc/self/status");
        string Field(string name) => status.Split('\n').First(l => l.StartsWith(name, StringComparison.Ordinal)).Split('\t', StringSplitOptions.RemoveEmptyEntries)[^1];
        Assert.Equal(int.Parse(Field("Uid:"), CultureInfo.InvariantCulture), ProcFile.UserId(Environment.ProcessId));
        Assert.Equal(int.Parse(Field("NSpid:"), CultureInfo.InvariantCulture), ProcFile.InnermostPid(Environment.ProcessId));
    }

    [LinuxFact]
    public void Our_runtime_is_mapped()
    {
        Assert.True(ProcFile.HasMapped(Environment.ProcessId, "/libcoreclr.so"));
        Assert.False(ProcFile.HasMapped(Environment.ProcessId, "/libnosuch.so"));
    }

    [Fact]
    public void Of_a_process_that_is_not_there_nothing_is_known()
    {
        Assert.Null(ProcFile.Stat(NoProcess));
        Assert.Null(ProcFile.UserId(NoProcess));
        Assert.Null(ProcFile.InnermostPid(NoProcess));
        Assert.Null(ProcFile.CommandLine(NoProcess));
        Assert.Null(ProcFile.EnvironmentVariable(NoProcess, "PATH"));
        Assert.False(ProcFile.HasMapped(NoProcess, "/libcoreclr.so"));
    }
}
