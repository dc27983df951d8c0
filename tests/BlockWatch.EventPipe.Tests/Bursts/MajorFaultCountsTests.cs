using BlockWatch.EventPipe.Bursts;

namespace BlockWatch.EventPipe.Tests.Bursts;

public sealed class MajorFaultCountsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("major-faults").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("7 (dotnet) S 1 7 7 0 -1 4194304 100 0 42 0 5 6", 42L)]
    [InlineData("7 (.NET TP) 9 9 (x) D 1 7 7 0 -1 4194304 100 0 42 0 5 6", 42L)]
    [InlineData("7 (dotnet) S 1 7 7 0 -1 4194304 100 0 42", 42L)]
    [InlineData("7 (dotnet) S 1 7 7 0 -1 4194304 100 0", null)]
    [InlineData("7 (dotnet) S 1 7 7 0 -1 4194304 100 0 -1 0", null)]
    [InlineData("", null)]
    public void The_twelfth_field_of_a_stat_line_is_the_count_whatever_the_name_holds(string line, long? expected) =>
        Assert.Equal(expected, MajorFaultCounts.Parse(line));

    [Fact]
    public void Each_thread_has_its_own_count()
    {
        var counts = new MajorFaultCounts(_folder);
        Write("stat", 12);
        Write("task/1/stat", 2);
        Write("task/2/stat", 10);

        Assert.Equal("1: 2, 2: 10", Read(counts, 1, 2));
    }

    [Fact]
    public void Threads_are_read_again_only_when_the_process_had_a_fault()
    {
        var counts = new MajorFaultCounts(_folder);
        Write("stat", 12);
        Write("task/1/stat", 2);
        Read(counts, 1);
        Write("task/1/stat", 3);
        Assert.Equal("1: 2", Read(counts, 1));

        Write("stat", 13);
        Assert.Equal("1: 3", Read(counts, 1));
    }

    [Fact]
    public void A_thread_that_is_new_is_read_in_any_case()
    {
        var counts = new MajorFaultCounts(_folder);
        Write("stat", 12);
        Write("task/1/stat", 2);
        Read(counts, 1);
        Write("task/2/stat", 5);

        Assert.Equal("1: 2, 2: 5", Read(counts, 1, 2));
    }

    [Fact]
    public void A_thread_that_ended_and_a_process_that_is_gone_are_left_out()
    {
        var counts = new MajorFaultCounts(_folder);
        Write("stat", 12);
        Write("task/1/stat", 2);
        Assert.Equal("1: 2", Read(counts, 1, 2));

        File.Delete(Path.Combine(_folder, "stat"));
        Assert.Equal("", Read(counts, 1));
        Assert.Empty(new MajorFaultCounts(null).Read([1]));
    }

    [LinuxFact]
    public void Our_own_threads_have_counts()
    {
        long own = NativeThread.Id();

        Assert.True(MajorFaultCounts.Of(Environment.ProcessId).Read([own])[own] >= 0);
    }

    private void Write(string file, long faults)
    {
        string path = Path.Combine(_folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, $"7 (dotnet) S 1 7 7 0 -1 4194304 100 0 {faults} 0 5 6");
    }

    private static string Read(MajorFaultCounts counts, params long[] threads) =>
        string.Join(", ", counts.Read(threads).OrderBy(entry => entry.Key).Select(entry => $"{entry.Key}: {entry.Value}"));
}
