using BlockWatch.EventPipe.NetTrace;
using BlockWatch.EventPipe.Watching;
using Microsoft.Diagnostics.NETCore.Client;

namespace BlockWatch.EventPipe.Sessions;

/// <summary>A session that is open for a part of a watch only.</summary>
/// <remarks>Not thread-safe: opened and closed by one caller after the other. When the target ends it, it is as if closed.</remarks>
internal sealed class OnOffSession : IDisposable
{
    // A thread of the runtime's own sends what it keeps back: docs/decisions/0031 has how much had come after how long.
    private static readonly TimeSpan FlushTime = TimeSpan.FromMilliseconds(600);

    private readonly DiagnosticsClient _client;
    private readonly string _name;
    private readonly Action<EventDispatch> _subscribe;
    private SessionReader? _reader;

    /// <param name="client">The target.</param>
    /// <param name="name">The reading thread's name, for those who debug us.</param>
    /// <param name="subscribe">Registers the lane's objects for a session's events.</param>
    public OnOffSession(DiagnosticsClient client, string name, Action<EventDispatch> subscribe)
    {
        _client = client;
        _name = name;
        _subscribe = subscribe;
    }

    /// <summary>A session that is opened for a moment before this one is closed, because its begin makes the runtime tell what it keeps back; null for none.</summary>
    public EventPipeSessionConfiguration? Flush { get; init; }

    /// <summary>How often it was opened.</summary>
    public int OpenCount { get; private set; }

    /// <summary>Opens it; nothing when it is open.</summary>
    /// <exception cref="DiagnosticsClientException">The target refused.</exception>
    public void Open(EventPipeSessionConfiguration configuration)
    {
        if (_reader is not null)
        {
            return;
        }

        _reader = SessionReader.Open(_client, configuration, _name, session =>
        {
            var dispatch = new EventDispatch();
            _subscribe(dispatch);
            NetTraceReader.ReadLive(session.EventStream, dispatch);
        });
        OpenCount++;
        _ = CloseBrokenAsync(_reader);
    }

    /// <summary>Ends it and waits until all its events have been handed out; nothing when it is closed.</summary>
    /// <param name="patience">How long the runtime's end is waited for; then the connection is closed, upon which the runtime ends the session.</param>
    public async Task CloseAsync(TimeSpan patience)
    {
        if (_reader is { } reader)
        {
            _reader = null;
            await FlushAsync(reader, patience).ConfigureAwait(false);
            await reader.StopAsync(patience).ConfigureAwait(false);
            reader.Dispose();
            await reader.Drained.ConfigureAwait(false);
        }
    }

    public void Dispose() => _reader?.Dispose();

    private async Task FlushAsync(SessionReader reader, TimeSpan patience)
    {
        if (Flush is null || reader.Drained.IsCompleted)
        {
            return;
        }

        try
        {
            // Nothing tells when the runtime has sent it. Whoever closes the other session drains what it got.
            using SessionReader moment = SessionReader.Open(_client, Flush, _name + " flush", static session => session.EventStream.CopyTo(Stream.Null));
            await Task.WhenAny(moment.Drained, reader.Drained, Task.Delay(FlushTime)).ConfigureAwait(false);
            await moment.StopAsync(patience).ConfigureAwait(false);
        }
        catch (Exception e) when (TargetFailure.Is(e))
        {
            // It is over, or has no room for a session more: then that much is missing, as it always was.
        }
    }

    // Nobody reads it any more, and a target that exits would wait for somebody.
    private static async Task CloseBrokenAsync(SessionReader reader)
    {
        if (await reader.Drained.ConfigureAwait(false) is not null)
        {
            reader.Dispose();
        }
    }
}
