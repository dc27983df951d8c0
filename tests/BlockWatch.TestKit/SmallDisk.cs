using BlockWatch.TestKit.Processes;

namespace BlockWatch.TestKit;

/// <summary>A file system of its own, as small as wanted; only root can make one.</summary>
public sealed class SmallDisk : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    private SmallDisk()
    {
    }

    public string Path => _folder.Path;

    /// <summary>Why there can be none here; null when there can.</summary>
    public static string? WhyNot => Environment.IsPrivilegedProcess && File.Exists("/bin/mount") ? null : "only root can mount a small file system";

    /// <exception cref="InvalidOperationException">It cannot be mounted here.</exception>
    public static async Task<SmallDisk> MountAsync(string size)
    {
        SmallDisk disk = new();
        await RunAsync("/bin/mount", "-t", "tmpfs", "-o", $"size={size}", "tmpfs", disk.Path);
        return disk;
    }

    /// <summary>From now on nothing can be written.</summary>
    public Task MakeReadOnlyAsync() => RunAsync("/bin/mount", "-o", "remount,ro", Path);

    public async ValueTask DisposeAsync()
    {
        await RunAsync("/bin/umount", "--lazy", Path);
        _folder.Dispose();
    }

    private static async Task RunAsync(string program, params IReadOnlyList<string> arguments) =>
        (await ProcessRun.RunAsync(new ProcessCommand(program, arguments), TestTimeouts.Command)).EnsureSuccess();
}
