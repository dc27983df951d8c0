namespace SampleTargets.Storage;

/// <summary>A file whose content comes late, as from a network file system or a cold disk: whoever reads it waits.</summary>
/// <remarks>A FIFO, so that it is that slow on any machine. On Windows, which has none, an ordinary file with its content.</remarks>
internal sealed class SlowFile : IDisposable
{
    private readonly FileStream _writer;

    /// <param name="path">Where to make it.</param>
    /// <exception cref="IOException">It could not be made.</exception>
    public SlowFile(string path)
    {
        Path = path;
        _writer = OperatingSystem.IsWindows()
            ? new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0)
            : FifoFile.Create(path);
    }

    /// <summary>What to open.</summary>
    public string Path { get; }

    /// <summary>Gives it its content, which has to fit into a pipe (64 KB), and its end.</summary>
    /// <param name="content">The bytes.</param>
    /// <param name="after">How long to wait before.</param>
    public async Task FillAsync(ReadOnlyMemory<byte> content, TimeSpan after)
    {
        await Task.Delay(OperatingSystem.IsWindows() ? TimeSpan.Zero : after);
        await _writer.WriteAsync(content);
        await _writer.DisposeAsync();
    }

    public void Dispose()
    {
        _writer.Dispose();
        File.Delete(Path);
    }
}
