using System.Net.Sockets;

namespace BlockWatch.EventPipe.Launching;

/// <summary>A Unix socket that listens, from its file's making to its removal.</summary>
/// <remarks>
/// What listens at a path of the user's may be connected to by our user alone (mode 0600) from its first moment: it is bound in a folder that only we
/// can enter and renamed to its place. A rename follows no link and replaces whatever has the name in one step.
/// </remarks>
internal sealed class PortSocket : IDisposable
{
    private const UnixFileMode OursAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const int Backlog = 64;
    private const string OwnFolderPrefix = "blockwatch-";
    private const string OwnName = "port";

    private readonly DirectoryInfo? _folder;

    private PortSocket(Socket listener, string path, DirectoryInfo? folder)
    {
        Listener = listener;
        Path = path;
        _folder = folder;
    }

    public Socket Listener { get; }

    /// <summary>A full path.</summary>
    public string Path { get; }

    /// <summary>In a folder of its own that only our user can enter.</summary>
    public static PortSocket InOwnFolder()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory(OwnFolderPrefix);
        string path = System.IO.Path.Combine(folder.FullName, OwnName);
        return new PortSocket(ListenAt(path), path, folder);
    }

    /// <summary>At a path of the user's. A socket that nobody listens on any more is replaced; anything else that has the name is left alone.</summary>
    /// <exception cref="WatchException">Something has that name, or the place cannot be written to.</exception>
    public static PortSocket At(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new WatchException("there are no such ports on this system: attach with --process-id");
        }

        string full = System.IO.Path.GetFullPath(path);
        DirectoryInfo? folder = null;
        Socket? listener = null;
        try
        {
            // Throws for a path that is too long to be connected to.
            _ = new UnixDomainSocketEndPoint(full);
            RefuseWhatIsThere(full);
            folder = Directory.CreateDirectory(
                System.IO.Path.Combine(System.IO.Path.GetDirectoryName(full)!, "." + System.IO.Path.GetRandomFileName()),
                OursAlone | UnixFileMode.UserExecute);
            string first = System.IO.Path.Combine(folder.FullName, "p");
            listener = ListenAt(first);
            File.SetUnixFileMode(first, OursAlone);
            File.Move(first, full, overwrite: true);
            return new PortSocket(listener, full, folder: null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or SocketException)
        {
            listener?.Dispose();
            throw new WatchException($"cannot listen at '{full}' ({e.Message.Split('\n')[0]}): choose a path of at most 90 characters in a folder that you may write to", e);
        }
        finally
        {
            folder?.Delete(recursive: true);
        }
    }

    /// <summary>Where a socket listens that was made <see cref="InOwnFolder"/>, perhaps by another process; null when it is none.</summary>
    public static string? OwnPath(Socket listener) =>
        listener.LocalEndPoint?.ToString() is { } path && System.IO.Path.GetFileName(path) == OwnName
        && System.IO.Path.GetFileName(System.IO.Path.GetDirectoryName(path))?.StartsWith(OwnFolderPrefix, StringComparison.Ordinal) == true
            ? path
            : null;

    /// <summary>Takes away what <see cref="InOwnFolder"/> made.</summary>
    /// <param name="path">As <see cref="OwnPath"/> says it.</param>
    public static void RemoveOwn(string path)
    {
        try
        {
            // Nothing else is in it: what is would be somebody's.
            File.Delete(path);
            Directory.Delete(System.IO.Path.GetDirectoryName(path)!);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It is gone already, or not ours any more.
        }
    }

    /// <summary>Listens no more; takes its file away unless somebody else listens there by now.</summary>
    public void Dispose()
    {
        bool isOurs = _folder is not null || PeerAt(Path) == Environment.ProcessId;
        Listener.Dispose();
        try
        {
            if (_folder is not null)
            {
                _folder.Delete(recursive: true);
            }
            else if (isOurs)
            {
                File.Delete(Path);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The folder was taken away or closed to us meanwhile: what may be left is a socket that nobody listens on.
        }
    }

    private static Socket ListenAt(string path)
    {
        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            listener.Bind(new UnixDomainSocketEndPoint(path));
            listener.Listen(Backlog);
            return listener;
        }
        catch
        {
            listener.Dispose();
            throw;
        }
    }

    // By the file itself, not by what it may point to.
    private static void RefuseWhatIsThere(string path)
    {
        var file = new FileInfo(path);
        if (file.Directory is not { Exists: true })
        {
            throw new WatchException($"cannot listen at '{path}': there is no such folder");
        }

        if (file.LinkTarget is not null)
        {
            throw new WatchException($"'{path}' is a link: name the place itself");
        }

        if (!file.Exists && !Directory.Exists(path))
        {
            return;
        }

        if (PeerAt(path) is not null)
        {
            throw new WatchException($"somebody listens at '{path}' already: choose another path, or end the other blockwatch");
        }

        // What is no socket refuses a connection too.
        if (!SocketFile.Is(path))
        {
            throw new WatchException($"'{path}' is there and is no socket: choose another path");
        }
    }

    // Who listens there, by our numbers; null when nobody does.
    private static int? PeerAt(string path)
    {
        using Socket? socket = SocketFile.Connect(path);
        return socket is null ? null : PeerProcess.IdOf(socket) ?? 0;
    }
}
