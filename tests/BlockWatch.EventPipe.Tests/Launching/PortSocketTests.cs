using System.Net.Sockets;
using System.Runtime.Versioning;
using BlockWatch.EventPipe.Launching;
using BlockWatch.EventPipe.Tests.Symbols.Fixtures;

namespace BlockWatch.EventPipe.Tests.Launching;

/// <summary>A socket where the user wants it: it takes nobody's place and lets nobody in.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class PortSocketTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Port => Path.Combine(_folder.Path, "port");

    public void Dispose() => _folder.Dispose();

    [LinuxFact]
    public void Only_our_user_may_connect_and_nothing_is_left_behind()
    {
        using (PortSocket socket = PortSocket.At(Port))
        {
            Assert.Equal(Port, socket.Path);
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Port));
            Assert.Equal([Port], Directory.GetFileSystemEntries(_folder.Path));
            using Socket client = Connect();
            using Socket accepted = socket.Listener.Accept();
            Assert.Equal(Environment.ProcessId, PeerProcess.IdOf(accepted));
        }

        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [LinuxFact]
    public void A_socket_that_somebody_left_behind_is_replaced()
    {
        using (Socket dead = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            dead.Bind(new UnixDomainSocketEndPoint(Port));
            File.Move(Port, Port + "x");
        }

        File.Move(Port + "x", Port);
        using PortSocket socket = PortSocket.At(Port);

        using Socket client = Connect();
        Assert.True(client.Connected);
    }

    [LinuxFact]
    public void A_socket_at_which_somebody_listens_is_left_alone()
    {
        using PortSocket first = PortSocket.At(Port);

        WatchException refused = Assert.Throws<WatchException>(() => PortSocket.At(Port));

        Assert.Equal($"somebody listens at '{Port}' already: choose another path, or end the other blockwatch", refused.Message);
        using Socket client = Connect();
        Assert.True(client.Connected);
    }

    [LinuxFact]
    public void A_file_is_left_alone()
    {
        File.WriteAllText(Port, "mine");

        WatchException refused = Assert.Throws<WatchException>(() => PortSocket.At(Port));

        Assert.Equal($"'{Port}' is there and is no socket: choose another path", refused.Message);
        Assert.Equal("mine", File.ReadAllText(Port));
    }

    [LinuxFact]
    public void A_folder_is_left_alone()
    {
        Directory.CreateDirectory(Port);

        Assert.Throws<WatchException>(() => PortSocket.At(Port));
        Assert.True(Directory.Exists(Port));
    }

    [LinuxFact]
    public void A_link_is_not_followed_wherever_it_leads()
    {
        string elsewhere = Path.Combine(_folder.Path, "elsewhere");
        File.CreateSymbolicLink(Port, elsewhere);

        WatchException refused = Assert.Throws<WatchException>(() => PortSocket.At(Port));

        Assert.Equal($"'{Port}' is a link: name the place itself", refused.Message);
        Assert.Equal([Port], Directory.GetFileSystemEntries(_folder.Path));
    }

    [LinuxFact]
    public void Anothers_socket_at_our_place_outlives_us()
    {
        PortSocket ours = PortSocket.At(Port);
        File.Delete(Port);
        File.WriteAllText(Port, "somebody else's");

        ours.Dispose();

        Assert.Equal("somebody else's", File.ReadAllText(Port));
    }

    [LinuxFact]
    public void A_folder_that_is_not_there_is_said_in_one_line()
    {
        WatchException refused = Assert.Throws<WatchException>(() => PortSocket.At(Path.Combine(_folder.Path, "none", "port")));

        Assert.StartsWith("cannot listen at ", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [LinuxFact]
    public void A_path_that_is_too_long_for_a_socket_is_said_in_one_line()
    {
        WatchException refused = Assert.Throws<WatchException>(() => PortSocket.At(Path.Combine(_folder.Path, new string('x', 120))));

        Assert.StartsWith("cannot listen at ", refused.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    private Socket Connect()
    {
        Socket client = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        client.Connect(new UnixDomainSocketEndPoint(Port));
        return client;
    }
}
