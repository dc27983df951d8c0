using BlockWatch.EventPipe.Replay;
using BlockWatch.EventPipe.Tests.Nettrace;

namespace BlockWatch.EventPipe.Tests.Replay;

public sealed class TraceFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bw-test-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_trace_is_accepted() => TraceFile.Check(Write(new NettraceWriter().ToArray()));

    [Fact]
    public void Its_format_is_known_by_its_first_bytes()
    {
        byte[] bytes = new NettraceWriter().ToArray();
        Assert.Equal(4, TraceFile.FormatOf(Write(bytes)));
        bytes[bytes.AsSpan().IndexOf("Trace"u8) - 12] = 5;
        Assert.Equal(5, TraceFile.FormatOf(Write(bytes)));
        Assert.Equal(6, TraceFile.FormatOf(Write([.. "Nettrace"u8, 0, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0, .. new byte[50]])));
        Assert.Null(TraceFile.FormatOf(Write(bytes[..20])));
    }

    [Fact]
    public void A_missing_file_is_said_so()
    {
        string path = Path.Combine(_folder.FullName, "none.nettrace");
        Assert.Equal($"{path} does not exist", Refusal(path));
        string deeper = Path.Combine(_folder.FullName, "no", "none.nettrace");
        Assert.Equal($"{deeper} does not exist", Refusal(deeper));
    }

    [Fact]
    public void An_empty_file_is_said_so()
    {
        string path = Write([]);
        Assert.Equal($"{path} is empty: was the recording cut off before its first flush?", Refusal(path));
    }

    [Theory]
    [InlineData("garbage and more garbage")]
    [InlineData("Net")]
    [InlineData("nettrace")]
    public void Another_kind_of_file_is_said_so(string content)
    {
        string path = Write(System.Text.Encoding.ASCII.GetBytes(content));
        Assert.Equal($"{path} is not a .nettrace file: record one with 'dotnet-trace collect' or give another file", Refusal(path));
    }

    [Fact]
    public void A_folder_is_said_so() => Assert.Equal($"{_folder.FullName} is a folder: give a .nettrace file", Refusal(_folder.FullName));

    [Fact]
    public void A_path_that_is_none_is_said_so()
    {
        Assert.Equal("'' is not a path: give a .nettrace file", Refusal(""));
        Assert.Equal("'a\0b' is not a path: give a .nettrace file", Refusal("a\0b"));
    }

    private static string Refusal(string path) => Assert.Throws<WatchException>(() => TraceFile.Check(path)).Message;

    private string Write(byte[] content)
    {
        string path = Path.Combine(_folder.FullName, "a.nettrace");
        File.WriteAllBytes(path, content);
        return path;
    }
}
