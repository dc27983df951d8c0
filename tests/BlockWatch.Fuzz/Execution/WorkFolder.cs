namespace BlockWatch.Fuzz.Execution;

/// <summary>A folder for what fuzzing writes: in memory where the system has such a place, since every input is a file.</summary>
internal sealed class WorkFolder : IDisposable
{
    private const string Memory = "/dev/shm";

    // Short: a socket's path has at most 107 bytes.
    public WorkFolder()
        : this(System.IO.Path.Combine(Directory.Exists(Memory) ? Memory : System.IO.Path.GetTempPath(), "bwf-" + System.IO.Path.GetRandomFileName()))
    {
    }

    public WorkFolder(string path)
    {
        Path = path;
        Directory.CreateDirectory(path);
    }

    public string Path { get; }

    public string Combine(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Writes a file and returns its path.</summary>
    public string Write(string name, ReadOnlySpan<byte> content)
    {
        string path = Combine(name);
        using FileStream file = new(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        file.Write(content);
        return path;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
