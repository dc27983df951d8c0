using BlockWatch.EventPipe.NetTrace;
using BlockWatch.EventPipe.Recording;
using Microsoft.Diagnostics.NETCore.Client;

namespace BlockWatch.EventPipe.Sessions;

/// <summary>One lane's session, which can be replaced by one that asks for something else, without a gap.</summary>
/// <remarks>
/// <code>
/// old   ====================|.......   asked to end; drained to its last event
/// new                  ==============   begins before that; what both have is taken from the old one
/// </code>
/// Each session takes its own time of an event, microseconds apart. So of what happens within microseconds of the seam an event may be told twice, or,
/// when two threads raise one each at once, not at all.
/// The new session's thread waits until the old one is drained: the lane's objects are used by one thread at a time. The runtime buffers meanwhile.
/// Not thread-safe: opened, replaced and stopped by one caller after the other.
/// </remarks>
internal sealed class LaneSession : IDisposable
{
    private readonly DiagnosticsClient _client;
    private readonly string _name;
    private readonly Action<EventDispatch> _subscribe;
    private readonly TaskCompletionSource<Exception?> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private SessionReader? _reader;
    private EventDispatch? _dispatch;

    /// <param name="client">The target.</param>
    /// <param name="name">The reading thread's name, for those who debug us.</param>
    /// <param name="subscribe">Registers the lane's objects for a session's events.</param>
    public LaneSession(DiagnosticsClient client, string name, Action<EventDispatch> subscribe)
    {
        _client = client;
        _name = name;
        _subscribe = subscribe;
    }

    /// <summary>See <see cref="NetTraceReader.CaughtUp"/>.</summary>
    public Action<long>? CaughtUp { get; init; }

    /// <summary>See <see cref="NetTraceReader.Quiet"/>.</summary>
    public Func<long, bool>? Quiet { get; init; }

    /// <summary>Opens a session's tape, given the time up to which another session told the events; null when nothing is recorded.</summary>
    public Func<long, ITape>? Record { get; init; }

    /// <summary>Completes when the session has ended though nobody replaced it; the result says how its stream broke, null when it ended in order.</summary>
    public Task<Exception?> Ended => _ended.Task;

    /// <summary>How often one session took another's place.</summary>
    public int SwitchCount { get; private set; }

    /// <summary>Opens the first session.</summary>
    public void Open(EventPipeSessionConfiguration configuration) => Begin(configuration, Task.FromResult(long.MinValue));

    /// <summary>Opens another session and ends the one that there is.</summary>
    /// <param name="configuration">What the new one collects.</param>
    /// <param name="patience">How long the old one's end is waited for; then its connection is closed, upon which the runtime ends it.</param>
    /// <param name="switched">Called when the old one's last event has been handed out, before the new one's first.</param>
    /// <exception cref="DiagnosticsClientException">The target did not open the new session; the old one goes on.</exception>
    public async Task SwitchAsync(EventPipeSessionConfiguration configuration, TimeSpan patience, Action switched)
    {
        SessionReader before = _reader!;
        EventDispatch told = _dispatch!;
        var mayBegin = new TaskCompletionSource<long>();
        Begin(configuration, mayBegin.Task);
        try
        {
            await before.StopAsync(patience).ConfigureAwait(false);
            before.Dispose();
            await before.Drained.ConfigureAwait(false);
            SwitchCount++;
            switched();
        }
        finally
        {
            mayBegin.SetResult(told.LastTicks);
        }
    }

    /// <summary>Asks the runtime to end the session and waits until it is drained.</summary>
    public Task<bool> StopAsync(TimeSpan patience) => _reader!.StopAsync(patience);

    public void Dispose() => _reader?.Dispose();

    private void Begin(EventPipeSessionConfiguration configuration, Task<long> after)
    {
        var dispatch = new EventDispatch();
        SessionReader reader = SessionReader.Open(_client, configuration, _name, session =>
        {
            dispatch.AfterTicks = after.GetAwaiter().GetResult();
            dispatch.LastTicks = dispatch.AfterTicks;
            _subscribe(dispatch);
            using ITape? tape = Record?.Invoke(dispatch.AfterTicks);
            NetTraceReader.ReadLive(session.EventStream, dispatch, CaughtUp, Quiet, tape);
        });
        _dispatch = dispatch;
        _reader = reader;
        _ = TellEndAsync(reader);
    }

    private async Task TellEndAsync(SessionReader reader)
    {
        Exception? broken = await reader.Drained.ConfigureAwait(false);
        if (ReferenceEquals(reader, _reader))
        {
            if (broken is not null)
            {
                // Nobody reads it any more, and a target that exits would wait for somebody.
                reader.Dispose();
            }

            _ended.TrySetResult(broken);
        }
    }
}
