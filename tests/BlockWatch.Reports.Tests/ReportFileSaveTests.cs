using BlockWatch.Reports.Model;
using BlockWatch.Reports.Tests.Fixtures;

namespace BlockWatch.Reports.Tests;

public sealed class ReportFileSaveTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Report _report = Made.Report(Results.Rich);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("out.json", null, "json")]
    [InlineData("out.JSON", null, "json")]
    [InlineData("out.txt", null, "text")]
    [InlineData("out.md", null, "md")]
    [InlineData("out.markdown", null, "md")]
    [InlineData("out.json", "md", "md")]
    [InlineData("out.speedscope.json", null, "speedscope")]
    [InlineData("a.b.SARIF", null, "sarif")]
    [InlineData("out.github.txt", null, "github")]
    [InlineData("out", "Text", "text")]
    public void The_name_or_else_the_extension_tells_the_format(string file, string? name, string expected)
    {
        ReportFile.Save(_report, _folder.File(file), name);

        Assert.Equal(Made.Text(_report, expected), File.ReadAllText(_folder.File(file)));
        Assert.Equal([file], _folder.Files);
    }

    [Fact]
    public void A_file_that_is_there_is_replaced()
    {
        File.WriteAllText(_folder.File("out.txt"), new string('x', 100_000));

        ReportFile.Save(_report, _folder.File("out.txt"), null);

        Assert.Equal(Made.Text(_report, "text"), File.ReadAllText(_folder.File("out.txt")));
    }

    [Fact]
    public void A_failure_half_way_leaves_the_old_file_and_nothing_else()
    {
        File.WriteAllText(_folder.File("out.txt"), "old");

        ReportException problem = Assert.Throws<ReportException>(() => ReportFile.SaveAs(new BreakingFormat(), _report, _folder.File("out.txt")));

        Assert.Equal($"The report could not be written to '{_folder.File("out.txt")}' ({BreakingFormat.Problem}): choose another place.", problem.Message);
        Assert.Equal("old", File.ReadAllText(_folder.File("out.txt")));
        Assert.Equal(["out.txt"], _folder.Files);
    }

    [Fact]
    public void An_unknown_format_lists_the_known_ones()
    {
        Assert.Equal(
            "There is no report format 'xlsx\\u000a': use one of json, text, md, html, sarif, speedscope, chromium, folded, csv, junit, github.",
            Assert.Throws<ReportException>(() => ReportFile.Save(_report, _folder.File("out.json"), "xlsx\n")).Message);
        Assert.Equal(
            "The name 'out.xlsx' does not tell a report format: end it in .json, .txt, .md, .markdown, .html, .htm, .sarif, .sarif.json, .speedscope.json, .speedscope, .trace.json, .folded, .csv, .junit.xml, .xml, .github.txt, .github, or name one of json, text, md, html, sarif, speedscope, chromium, folded, csv, junit, github.",
            Assert.Throws<ReportException>(() => ReportFile.CheckWritable("out.xlsx", null)).Message);
    }

    [Fact]
    public void A_folder_is_not_a_file()
    {
        Directory.CreateDirectory(_folder.File("sub.json"));

        string expected = $"'{_folder.File("sub.json")}' is a folder: name a file in it.";
        AssertBothRefuse(_folder.File("sub.json"), expected);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.File("sub.json")));
    }

    [Fact]
    public void A_path_that_no_file_can_have_is_refused_in_one_line()
    {
        string message = Assert.Throws<ReportException>(() => ReportFile.CheckWritable("a\0b.json", null)).Message;

        Assert.StartsWith("'a\\u0000b.json' cannot be written (", message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
        Assert.Throws<ReportException>(() => ReportFile.Load("a\0b.json"));
        Assert.Throws<ReportException>(() => ReportFile.CheckWritable("", "json"));
        Assert.Throws<ReportException>(() => ReportFile.Load(""));
    }

    [Fact]
    public void A_folder_that_does_not_exist_is_named()
    {
        string path = _folder.File(Path.Combine("no", "out.json"));

        AssertBothRefuse(path, $"The folder of '{path}' does not exist: create it or name another.");
        Assert.Empty(_folder.Files);
    }

    [UnixFact]
    public void A_folder_that_may_not_be_written_is_refused()
    {
        // Root may write everywhere but where the kernel itself says no.
        string folder = Environment.IsPrivilegedProcess ? "/sys/kernel" : _folder.Path;
        if (!OperatingSystem.IsWindows() && folder == _folder.Path)
        {
            File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        string path = Path.Combine(folder, "out.json");
        try
        {
            foreach (Action refused in new Action[] { () => ReportFile.Save(_report, path, null), () => ReportFile.CheckWritable(path, null) })
            {
                Assert.Matches(
                    $"^(No permission to write '{path}': choose a folder that you may write to\\.|'{path}' cannot be written \\(.*\\): choose another place\\.)$",
                    Assert.Throws<ReportException>(refused).Message);
            }

            Assert.False(File.Exists(path));
        }
        finally
        {
            if (!OperatingSystem.IsWindows() && folder == _folder.Path)
            {
                File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }
    }

    // Never with the path of a real device in Save: were the refusal broken, a run as root would replace it for the whole
    // machine. The kernel lets nobody make files in /proc, and checking renames nothing.
    [UnixFact]
    public void A_device_is_refused_before_anything_is_written()
    {
        AssertBothRefuse("/proc/no-such-device", "'/proc/no-such-device' is not an ordinary file: name one, or write the report to standard output.");
        Assert.Equal(
            "'/dev/null' is not an ordinary file: name one, or write the report to standard output.",
            Assert.Throws<ReportException>(() => ReportFile.CheckWritable("/dev/null", "json")).Message);
    }

    [UnixFact]
    public void Shared_memory_is_no_device()
    {
        Assert.True(OrdinaryFile.IsAmongDevices("/dev/null"));
        Assert.True(OrdinaryFile.IsAmongDevices("/proc/self/fd/1"));
        Assert.False(OrdinaryFile.IsAmongDevices("/dev/shm/out.json"));
        Assert.False(OrdinaryFile.IsAmongDevices("/device/out.json"));
    }

    [UnixFact]
    public void A_symbolic_link_is_replaced_and_not_followed()
    {
        File.WriteAllText(_folder.File("secret"), "secret");
        File.CreateSymbolicLink(_folder.File("out.json"), _folder.File("secret"));

        ReportFile.Save(_report, _folder.File("out.json"), null);

        Assert.Equal("secret", File.ReadAllText(_folder.File("secret")));
        Assert.Null(new FileInfo(_folder.File("out.json")).LinkTarget);
    }

    [UnixFact]
    public void Nobody_else_may_read_a_new_report()
    {
        ReportFile.Save(_report, _folder.File("out.json"), null);

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder.File("out.json")));
        }
    }

    [Fact]
    public void Checking_leaves_nothing_behind_and_touches_nothing()
    {
        File.WriteAllText(_folder.File("old.json"), "old");

        ReportFile.CheckWritable(_folder.File("old.json"), null);
        ReportFile.CheckWritable(_folder.File("new"), "md");

        Assert.Equal(["old.json"], _folder.Files);
        Assert.Equal("old", File.ReadAllText(_folder.File("old.json")));
    }

    private void AssertBothRefuse(string path, string message)
    {
        Assert.Equal(message, Assert.Throws<ReportException>(() => ReportFile.Save(_report, path, "json")).Message);
        Assert.Equal(message, Assert.Throws<ReportException>(() => ReportFile.CheckWritable(path, "json")).Message);
    }
}
