using BlockWatch.EventPipe.Guarding;
using Microsoft.Diagnostics.NETCore.Client;

namespace BlockWatch.EventPipe.Sessions;

/// <summary>One open session and the thread that drains it.</summary>
/// <remarks>
/// The thread reads until the stream ends, also while the session is being stopped: the runtime flushes into the stream
/// before it answers the stop command, and waits for ever when nobody reads. Dispose closes the connection, upon which the
/// runtime ends the session by itself, whatever state it was in.
/// </remarks>
internal sealed class SessionReader : IDisposable
{
    // A runtime answers within milliseconds, and an overloaded one within a second or two. The library itself would wait for ever.
    private static readonly TimeSpan OpenPatience = TimeSpan.FromSeconds(6);

    private readonly EventPipeSession _session;
    private readonly IDisposable _guarded;
    private readonly TaskCompletionSource<Exception?> _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _stopRequested;

    private SessionReader(EventPipeSession session)
    {
        _session = session;
        _guarded = SessionGuard.Hold(session.EventStream);
    }

    /// <summary>Completes when the stream has ended; the result says how it broke, null when it ended in order.</summary>
    public Task<Exception?> Drained => _drained.Task;

    /// <summary>True once we asked the runtime to end the session.</summary>
    public bool StopRequested => Volatile.Read(ref _stopRequested) != 0;

    /// <summary>Opens a session and begins to drain it.</summary>
    /// <param name="client">The target.</param>
    /// <param name="configuration">What to collect.</param>
    /// <param name="name">The thread's name, for those who debug us.</param>
    /// <param name="drain">Reads the stream to its end, on a thread of its own.</param>
    /// <exception cref="TimeoutException">The target does not answer.</exception>
    /// <exception cref="IOException">It answers what no runtime would, or hangs up.</exception>
    /// <exception cref="DiagnosticsClientException">It refuses.</exception>
    public static SessionReader Open(DiagnosticsClient client, EventPipeSessionConfiguration configuration, string name, Action<EventPipeSession> drain)
    {
        EventPipeSession session = Start(client, configuration);
        var reader = new SessionReader(session);
        var thread = new Thread(() => reader.Drain(drain)) { IsBackground = true, Name = name };
        thread.Start();
        return reader;
    }

    /// <summary>Asks the runtime to end the session and waits until the stream is drained, at most for <paramref name="patience"/>; then the caller disposes.</summary>
    /// <returns>False when the runtime did not answer in time.</returns>
    public async Task<bool> StopAsync(TimeSpan patience)
    {
        Interlocked.Exchange(ref _stopRequested, 1);
        using var timeout = new CancellationTokenSource(patience);
        try
        {
            if (!_drained.Task.IsCompleted)
            {
                await _session.StopAsync(timeout.Token).WaitAsync(timeout.Token).ConfigureAwait(false);
            }

            await _drained.Task.WaitAsync(timeout.Token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
        catch (Exception e) when (e is DiagnosticsClientException or IOException or TimeoutException or System.Net.Sockets.SocketException or ObjectDisposedException)
        {
            // The target is gone or going: its end of the stream says so, too.
            return false;
        }
    }

    public void Dispose()
    {
        if (!StopRequested)
        {
            // Disposing a session that was not stopped, the library asks for the stop and waits for the answer without end. Asked in vain, it does not ask again;
            // the closed connection ends the session.
            _session.StopAsync(new CancellationToken(canceled: true)).ContinueWith(static stop => _ = stop.Exception, TaskScheduler.Default);
        }

        _guarded.Dispose();
        _session.Dispose();
    }

    private static EventPipeSession Start(DiagnosticsClient client, EventPipeSessionConfiguration configuration)
    {
        using var patience = new CancellationTokenSource(OpenPatience);
        try
        {
            return client.StartEventPipeSessionAsync(configuration, patience.Token).WaitAsync(patience.Token).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException e)
        {
            throw new TimeoutException("The target does not answer.", e);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or OverflowException or InvalidOperationException)
        {
            // The library believes every length that it is told.
            throw new IOException("The target does not speak the runtime's protocol.", e);
        }
    }

    private void Drain(Action<EventPipeSession> drain)
    {
        Exception? broken = null;
        try
        {
            drain(_session);
        }
#pragma warning disable CA1031 // A reader that dies must not take the process with it: whoever awaits Drained decides.
        catch (Exception e)
#pragma warning restore CA1031
        {
            broken = e;
        }

        _drained.SetResult(broken);
    }
}
