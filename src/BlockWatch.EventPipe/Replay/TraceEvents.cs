using BlockWatch.EventPipe.NetTrace;

namespace BlockWatch.EventPipe.Replay;

/// <summary>Reads a trace's events from its file, whatever its format.</summary>
internal static class TraceEvents
{
    /// <summary>Hands out all events, in order of time.</summary>
    /// <param name="path">A file that <see cref="TraceFile.Check"/> let pass.</param>
    /// <param name="dispatch">Who gets them.</param>
    /// <param name="withStacks">False when nobody looks at stacks.</param>
    /// <param name="stop">Ends the reading early.</param>
    /// <returns>False when the file breaks off or is damaged: what came before has been handed out.</returns>
    /// <exception cref="WatchException">Not even its header can be read.</exception>
    public static bool Read(string path, EventDispatch dispatch, bool withStacks, CancellationToken stop)
    {
        if (TraceFile.FormatOf(path) is { } format && format != TraceObjects.Format)
        {
            return LibraryEvents.Read(path, dispatch, withStacks, stop);
        }

        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
        var reader = new NetTraceReader(new TraceInput(file, isLive: false), dispatch, withStacks);
        try
        {
            reader.Read(stop);
            return true;
        }
        catch (Exception e) when (e is NetTraceException or IOException)
        {
            return reader.Header is not null ? false : throw Unreadable(path, e);
        }
    }

    /// <summary>What is said of a file whose header cannot be read.</summary>
    public static WatchException Unreadable(string path, Exception why) =>
        new($"{path} begins like a .nettrace file, but cannot be read: {why.Message.ReplaceLineEndings(" ")}", why);
}
