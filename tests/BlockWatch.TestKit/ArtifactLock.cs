using System.Diagnostics;

namespace BlockWatch.TestKit;

/// <summary>Makes sure that one process at a time makes the artifacts of a name. The lock ends with its process, however that ends.</summary>
internal sealed class ArtifactLock : IDisposable
{
    private readonly FileStream _file;

    private ArtifactLock(FileStream file) => _file = file;

    /// <exception cref="TimeoutException">Another process holds it for too long.</exception>
    public static async Task<ArtifactLock> TakeAsync(string name)
    {
        Directory.CreateDirectory(RepositoryRoot.Artifacts);
        string path = Path.Combine(RepositoryRoot.Artifacts, name + ".lock");
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return new ArtifactLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException) when (Stopwatch.GetElapsedTime(start) < TestTimeouts.ArtifactLock)
            {
                await Task.Delay(TestTimeouts.Poll).ConfigureAwait(false);
            }
            catch (IOException held)
            {
                throw new TimeoutException($"Another process holds {path}.", held);
            }
        }
    }

    public void Dispose() => _file.Dispose();
}
