using System.Text;
using BlockWatch.EventPipe.Bursts;
using BlockWatch.EventPipe.Methods;
using BlockWatch.EventPipe.Targets;
using BlockWatch.EventPipe.Throttling;
using BlockWatch.Fuzz.Mutations;

namespace BlockWatch.Fuzz.Targets;

/// <summary>The texts of /proc, of which a target decides some: its name, its command line, its environment, what it has mapped, its threads' names.</summary>
internal sealed class ProcTarget : IFuzzTarget
{
    private static readonly string[] Seeds =
    [
        "4711 (a) R 1 (b) S 1 4711 4711 0 -1 4194304 9000 0 12 0 1234 567 0 0 20 0 31 0 987654 275000000000 25000 18446744073709551615 1 1 0 0 0 0 0 4096 17663 0 0 0 17 1 0 0 0 0 0 0 0 0 0 0 0 0 0\n",
        "Name:\tdotnet\nUmask:\t0022\nState:\tS (sleeping)\nTgid:\t4711\nPid:\t4711\nUid:\t1000\t1000\t1000\t1000\nNSpid:\t4711\t17\nThreads:\t31\nSigQ:\t0/1\n",
        "dotnet\0/app/Shop.dll\0--port\080\0",
        "PATH=/usr/bin\0TMPDIR=/tmp/shop\0DOTNET_DiagnosticPorts=/x\0HOME=/root\0",
        "7f0000000000-7f0000100000 r-xp 00000000 08:01 1234   /usr/share/dotnet/shared/Microsoft.NETCore.App/10.0.0/libcoreclr.so\n7f0000200000-7f0000300000 r--p 00000000 08:01 99  /app/Shop.dll (deleted)\n",
        "123456789 987654 321\n",
        "12:cpu,cpuacct:/docker/abc\n0::/system.slice/shop.service\n",
        "33 31 0:30 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw\n34 31 0:31 /docker /sys/fs/cgroup/cpu rw - cgroup cgroup rw,cpu,cpuacct\n",
        "usage_usec 100\nnr_periods 10\nnr_throttled 3\nthrottled_usec 5000\n",
        "a very long nam\n",
        "dotnet-diagnostic-4711-987654-socket",
    ];

    public byte[] Make(Random random)
    {
        byte[] seed = Encoding.UTF8.GetBytes(Seeds[random.Next(Seeds.Length)]);
        return ByteMutator.Mutate(seed, random, Encoding.UTF8.GetBytes(Seeds[random.Next(Seeds.Length)]));
    }

    public string Run(byte[] input)
    {
        string text = Encoding.UTF8.GetString(input);
        string[] lines = text.Split('\n');
        StringBuilder understood = new();
        Note(understood, "stat", ProcText.Stat(input));
        Note(understood, "syscall", ProcText.StackPointer(input));
        Note(understood, "tgid", ProcText.StatusNumber(input, "Tgid:"));
        Note(understood, "uid", ProcText.StatusNumber(input, "Uid:"));
        Note(understood, "nspid", ProcText.LastStatusNumber(input, "NSpid:"));
        Note(understood, "threads", ProcText.StatusNumber(input, "Threads:"));
        Note(understood, "program", ProgramName.Of(ProcText.CommandLine(input)));
        Note(understood, "variable", ProcText.Variable(input, "TMPDIR"));
        Note(understood, "comm", ProcText.Name(input));
        Note(understood, "maps", CodeImages.Parse(lines) is { Count: > 0 } ranges ? ranges : null);
        Note(understood, "schedstat", SchedulerAccount.Parse(input));
        Note(understood, "faults", MajorFaultCounts.Parse(text));
        Note(understood, "cpu.stat", CpuStat.Parse(text));
        Note(understood, "cgroups", CgroupFolders.Of(text, Seeds[7]) is { Count: > 0 } folders ? folders : null);
        Note(understood, "mounts", CgroupFolders.Of(Seeds[6], text) is { Count: > 0 } mounts ? mounts : null);
        Note(understood, "socket", SocketNames.Parse(text));
        return understood.Length == 0 ? "nothing" : understood.ToString();
    }

    private static void Note(StringBuilder understood, string what, object? value) => understood.Append(value is null ? "" : what + " ");
}
