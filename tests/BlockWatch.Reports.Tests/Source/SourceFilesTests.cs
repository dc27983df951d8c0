using BlockWatch.Reports.Source;
using BlockWatch.Reports.Tests.Fixtures;

namespace BlockWatch.Reports.Tests.Source;

/// <summary>Which lines of which files get into a report, and above all which never do.</summary>
public sealed class SourceFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SourceFiles _sources = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_lines_around_the_frame_s_line_are_read()
    {
        string file = Write("Orders.cs", Lines(20));

        Assert.Equal((6, 10), Where(_sources.ExcerptOf(file, 10)));
        Assert.Equal(["line 6", "line 7", "line 8", "line 9", "line 10", "line 11", "line 12", "line 13", "line 14"], _sources.ExcerptOf(file, 10)!.Lines);
        Assert.Equal(["line 1", "line 2", "line 3", "line 4", "line 5"], _sources.ExcerptOf(file, 1)!.Lines);
        Assert.Equal(["line 16", "line 17", "line 18", "line 19", "line 20"], _sources.ExcerptOf(file, 20)!.Lines);
    }

    [Fact]
    public void Tabs_are_spaces_long_lines_are_cut_and_control_characters_are_shown()
    {
        string file = Write("Orders.cs", $"\tx\u001b[2J\n{new string('y', 500)}\n");

        IReadOnlyList<string> lines = _sources.ExcerptOf(file, 1)!.Lines;

        Assert.Equal("    x\\u001b[2J", lines[0]);
        Assert.Equal(new string('y', 240) + "…", lines[1]);
    }

    [Fact]
    public void A_line_that_is_not_there_and_a_file_that_is_not_there_have_none()
    {
        string file = Write("Orders.cs", Lines(5));

        Assert.Null(_sources.ExcerptOf(file, 6));
        Assert.Null(_sources.ExcerptOf(file, 0));
        Assert.Null(_sources.ExcerptOf(file, null));
        Assert.Null(_sources.ExcerptOf(null, 1));
        Assert.Null(_sources.ExcerptOf(file + ".gone.cs", 1));
        Assert.Null(_sources.ExcerptOf(Write("empty.cs", ""), 1));
    }

    [Theory]
    [InlineData("id_rsa")]
    [InlineData("secrets.json")]
    [InlineData("passwd.cs.txt")]
    public void Only_files_that_end_like_source_code_are_read(string name) => Assert.Null(_sources.ExcerptOf(Write(name, "secret"), 1));

    [Theory]
    [InlineData("Orders.cs")]
    [InlineData("./Orders.cs")]
    [InlineData("//server/share/Orders.cs")]
    [InlineData("\\\\server\\share\\Orders.cs")]
    [InlineData("/a\0b.cs")]
    [InlineData("")]
    public void Only_full_paths_of_this_machine_are_read(string path) => Assert.Null(_sources.ExcerptOf(path, 1));

    [UnixFact]
    public void A_link_to_something_else_is_not_followed_and_one_to_source_code_is()
    {
        string secret = Write("id_rsa", "secret");
        string code = Write("Real.cs", "code");
        File.CreateSymbolicLink(_folder.File("Evil.cs"), secret);
        File.CreateSymbolicLink(_folder.File("Good.cs"), code);

        Assert.Null(_sources.ExcerptOf(_folder.File("Evil.cs"), 1));
        Assert.Equal(["code"], _sources.ExcerptOf(_folder.File("Good.cs"), 1)!.Lines);
    }

    [UnixFact]
    public void Folders_and_devices_are_not_opened()
    {
        Directory.CreateDirectory(_folder.File("Folder.cs"));
        File.CreateSymbolicLink(_folder.File("Device.cs"), "/dev/zero");

        Assert.Null(_sources.ExcerptOf(_folder.File("Folder.cs"), 1));
        Assert.Null(_sources.ExcerptOf(_folder.File("Device.cs"), 1));
    }

    [Fact]
    public void Too_large_files_and_too_many_files_are_not_read()
    {
        Assert.Null(_sources.ExcerptOf(Write("Large.cs", new string('\n', (2 * 1024 * 1024) + 1)), 1));
        int read = Enumerable.Range(0, 80).Count(i => _sources.ExcerptOf(Write($"File{i}.cs", "x"), 1) is not null);
        Assert.Equal(63, read);
    }

    private static (int First, int Line) Where(SourceExcerpt? excerpt) => (excerpt!.FirstLine, excerpt.Line);

    private static string Lines(int count) => string.Concat(Enumerable.Range(1, count).Select(i => $"line {i}\n"));

    private string Write(string name, string text)
    {
        File.WriteAllText(_folder.File(name), text);
        return _folder.File(name);
    }
}
