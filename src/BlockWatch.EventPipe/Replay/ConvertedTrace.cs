using Microsoft.Diagnostics.Tracing.Etlx;

namespace BlockWatch.EventPipe.Replay;

/// <summary>A trace in the library's random-access form, in a temporary file of its own that is deleted afterwards.</summary>
internal sealed class ConvertedTrace : IDisposable
{
    private readonly DirectoryInfo _folder;

    private ConvertedTrace(DirectoryInfo folder, TraceLog log)
    {
        _folder = folder;
        Log = log;
    }

    public TraceLog Log { get; }

    /// <summary>Converts as much of the trace as can be read.</summary>
    /// <exception cref="WatchException">Nothing can be read, or there is no room for the temporary file.</exception>
    public static ConvertedTrace Open(string path)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("blockwatch-");
        try
        {
            string etlx = TraceLog.CreateFromEventPipeDataFile(path, Path.Combine(folder.FullName, "trace.etlx"), new TraceLogOptions { ContinueOnError = true });
            return new ConvertedTrace(folder, new TraceLog(etlx));
        }
        catch (Exception e)
        {
            folder.Delete(recursive: true);
            if (e is IOException or UnauthorizedAccessException)
            {
                throw new WatchException($"{path} could not be unpacked into the temporary folder: {e.Message}", e);
            }

            throw new WatchException($"{path} is damaged and could not be read: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }

    public void Dispose()
    {
        Log.Dispose();
        _folder.Delete(recursive: true);
    }
}
