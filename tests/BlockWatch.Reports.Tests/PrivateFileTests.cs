using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using BlockWatch.Reports.Tests.Fixtures;

namespace BlockWatch.Reports.Tests;

/// <summary>What others on the machine can do with the files that we make: real files, in folders where they may write.</summary>
[UnsupportedOSPlatform("windows")]
public sealed partial class PrivateFileTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [UnixFact]
    public void Nobody_else_may_read_a_file_before_during_or_after_it_is_written_whatever_the_umask_allows()
    {
        string[] during = [];
        UnixFileMode pending = default;
        uint before = Umask(0);
        try
        {
            ReportFile.SaveTrace(_folder.File("t.nettrace"), stream =>
            {
                during = [.. _folder.Files];
                pending = File.GetUnixFileMode(_folder.File(during.Single()));
                stream.WriteByte(1);
            });
            ReportFile.Save(Made.Report(Results.Rich), _folder.File("r.json"), null);
            PrivateFile.CreateInPlace(_folder.File("app.log")).Dispose();
            PrivateFile.CreateIn(_folder.Path, ".spool.tmp").Dispose();
        }
        finally
        {
            _ = Umask(before);
        }

        Assert.Matches("^\\.[0-9A-F]{16}\\.tmp$", Assert.Single(during));
        Assert.Equal(OwnerOnly, pending);
        Assert.Equal(4, _folder.Files.Count());
        Assert.All(_folder.Files, file => Assert.Equal(OwnerOnly, File.GetUnixFileMode(_folder.File(file))));
    }

    [UnixFact]
    public void A_folder_that_all_may_write_to_gets_a_file_that_its_owner_alone_may_read()
    {
        File.SetUnixFileMode(_folder.Path, (UnixFileMode)0x1FF);
        File.CreateSymbolicLink(_folder.File("r.json"), "/etc/hostname");

        ReportFile.Save(Made.Report(Results.Rich), _folder.File("r.json"), null);

        Assert.Equal(["r.json"], _folder.Files);
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(_folder.File("r.json")));
        Assert.Null(new FileInfo(_folder.File("r.json")).LinkTarget);
    }

    [UnixFact]
    public void A_link_under_the_name_of_the_new_file_is_not_followed()
    {
        File.WriteAllText(_folder.File("secret"), "secret");
        File.CreateSymbolicLink(_folder.File("link"), _folder.File("secret"));
        File.CreateSymbolicLink(_folder.File("dangling"), _folder.File("nowhere"));

        foreach (string name in (string[])["secret", "link", "dangling"])
        {
            Assert.Throws<IOException>(() => PrivateFile.Create(_folder.File(name), FileAccess.Write, FileOptions.None, FileShare.None));
        }

        Assert.Equal("secret", File.ReadAllText(_folder.File("secret")));
        Assert.False(File.Exists(_folder.File("nowhere")));
    }

    [UnixFact]
    public void What_is_written_as_it_comes_replaces_a_link_too()
    {
        File.WriteAllText(_folder.File("secret"), "secret");
        File.CreateSymbolicLink(_folder.File("app.log"), _folder.File("secret"));

        using (FileStream log = PrivateFile.CreateInPlace(_folder.File("app.log")))
        {
            log.Write("one\n"u8);
            Assert.Equal("one\n", File.ReadAllText(_folder.File("app.log")));
            log.Write("two\n"u8);
        }

        Assert.Equal("one\ntwo\n", File.ReadAllText(_folder.File("app.log")));
        Assert.Equal("secret", File.ReadAllText(_folder.File("secret")));
        Assert.Equal(["app.log", "secret"], _folder.Files);
    }

    [UnixFact]
    public void A_link_to_a_device_is_replaced_and_the_device_is_left_alone()
    {
        File.CreateSymbolicLink(_folder.File("r.json"), "/dev/null");

        ReportFile.Save(Made.Report(Results.Rich), _folder.File("r.json"), null);

        Assert.NotEqual(0, new FileInfo(_folder.File("r.json")).Length);
        Assert.Empty(File.ReadAllBytes("/dev/null"));
    }

    [UnixFact]
    public void A_pipe_or_a_socket_is_refused_in_one_line_and_left_as_it_is()
    {
        Assert.Equal(0, MakePipe(_folder.File("pipe"), 0x180));
        using Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(_folder.File("socket")));

        foreach (string name in (string[])["pipe", "socket"])
        {
            string expected = $"'{_folder.File(name)}' is not an ordinary file: name one, or write the report to standard output.";
            Assert.Equal(expected, Assert.Throws<ReportException>(() => ReportFile.Save(Made.Report(Results.Rich), _folder.File(name), "json")).Message);
            Assert.Equal(expected, Assert.Throws<ReportException>(() => ReportFile.CheckWritable(_folder.File(name))).Message);
            Assert.Equal(expected, Assert.Throws<ReportException>(() => PrivateFile.CreateInPlace(_folder.File(name))).Message);
        }

        Assert.Equal(["pipe", "socket"], _folder.Files);
    }

    [LibraryImport("libc", EntryPoint = "umask")]
    private static partial uint Umask(uint mask);

    [LibraryImport("libc", EntryPoint = "mkfifo", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MakePipe(string path, uint mode);
}
