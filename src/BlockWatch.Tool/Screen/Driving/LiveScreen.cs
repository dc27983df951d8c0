using BlockWatch.Detection.Session;
using BlockWatch.EventPipe.Watching;
using BlockWatch.Tool.Clocks;
using BlockWatch.Tool.Screen.Drawing;
using BlockWatch.Tool.Screen.Model;
using BlockWatch.Tool.Signals;

namespace BlockWatch.Tool.Screen.Driving;

/// <summary>The live screen of one watch, from <see cref="Show"/> to <see cref="Dispose"/>.</summary>
/// <remarks>One loop looks at the watch, takes the keys, changes the state and draws; nothing else touches the state.</remarks>
internal sealed class LiveScreen : IDisposable
{
    /// <summary>Between two looks. A key is answered at once.</summary>
    public static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(250);

    private readonly IScreenTerminal _terminal;
    private readonly ScreenDrawing _drawing;
    private readonly ISignalPlatform _signals;
    private readonly SteadyTime _time;
    private readonly Func<WatchResult, string> _save;
    private readonly ScreenInbox _inbox = new();
    private readonly CancellationTokenSource _over = new();

    // Never disposed: whoever wants to know may come late, and there is nothing in it to free.
    private readonly CancellationTokenSource _quit = new();
    private Task _loop = Task.CompletedTask;
    private Task<string>? _saving;
    private IDisposable? _suspending;

    // Handed over by the watch's thread to the loop.
    private volatile IWatchView? _view;

    /// <param name="terminal">Shows it.</param>
    /// <param name="drawing">Draws it.</param>
    /// <param name="signals">Tells when the user suspends us (Ctrl+Z).</param>
    /// <param name="time">The clock.</param>
    /// <param name="save">Writes a report of what is known now; returns what to tell the user. Called on a thread of its own, one at a time.</param>
    public LiveScreen(IScreenTerminal terminal, ScreenDrawing drawing, ISignalPlatform signals, TimeProvider time, Func<WatchResult, string> save)
    {
        _terminal = terminal;
        _drawing = drawing;
        _signals = signals;
        _time = new SteadyTime(time);
        _save = save;
    }

    public IWatchObserver Observer => _inbox;

    /// <summary>Cancelled when the user asks for the end of the watch.</summary>
    public CancellationToken QuitAsked => _quit.Token;

    /// <summary>The sessions are open: from now on there is something to show.</summary>
    public void OnOpened(IWatchView view) => _view = view;

    /// <summary>Takes the terminal and shows the first screen at once.</summary>
    /// <param name="name">Who is watched.</param>
    /// <param name="uptime">Since its start; null when that is not known.</param>
    public void Show(string name, TimeSpan? uptime)
    {
        DateTimeOffset now = _time.GetUtcNow();
        ScreenState state = new(new ScreenSubject(name, now - uptime, now));
        _terminal.Enter();
        _suspending = _signals.Listen([SignalNumbers.TerminalStop], _ => Suspend());
        _loop = Task.Run(() => RunAsync(state));
    }

    /// <summary>Gives the terminal back: what is printed next is on the usual screen.</summary>
    public void Dispose()
    {
        if (_over.IsCancellationRequested)
        {
            return;
        }

        _over.Cancel();
        try
        {
            _loop.GetAwaiter().GetResult();
        }
        finally
        {
            _suspending?.Dispose();
            Leave();
        }
    }

    private void Leave()
    {
        try
        {
            _terminal.Leave();
        }
        catch (IOException)
        {
            // It is gone, and with it what there was to put right.
        }
    }

    private async Task RunAsync(ScreenState state)
    {
        try
        {
            DateTimeOffset nextLook = DateTimeOffset.MinValue;
            while (!_over.IsCancellationRequested)
            {
                DateTimeOffset now = _time.GetUtcNow();
                if (now >= nextLook)
                {
                    Look(state, now);
                    nextLook = now + LookEvery;
                }

                ScreenFrame frame = _drawing.Draw(state, _terminal.Size, now);
                state.LimitScroll(frame.MostScroll);
                _terminal.Show(frame.Lines);
                await WaitAsync(nextLook - now);
                TakeKeys(state);
            }
        }
        catch (IOException)
        {
            // The terminal is gone. The watch goes on until it is told to end, as it does when nobody reads its lines.
        }
        catch
        {
            // A bug of the screen's: nobody could end the watch by a key any more. Dispose tells of it.
            Quit();
            throw;
        }
    }

    private void Look(ScreenState state, DateTimeOffset now)
    {
        IWatchView? view = _view;
        state.Observe(new ScreenLook
        {
            At = now,
            HasAllMethods = view is { HasAllMethods: true },
            MethodCount = view?.MethodCount ?? 0,
            Result = view?.SoFar(),
            Closed = _inbox.TakeClosed(),
        });
        foreach (string notice in _inbox.TakeNotices())
        {
            state.Say(notice, now);
        }

        if (_saving is { IsCompleted: true } saved)
        {
            state.Say(saved.GetAwaiter().GetResult(), now);
            _saving = null;
        }
    }

    private async Task WaitAsync(TimeSpan time)
    {
        using CancellationTokenSource waiting = CancellationTokenSource.CreateLinkedTokenSource(_over.Token);
        Task key = _terminal.Keys.Completion.IsCompleted ? Task.Delay(Timeout.InfiniteTimeSpan, waiting.Token) : _terminal.Keys.WaitToReadAsync(waiting.Token).AsTask();
        await Task.WhenAny(key, Task.Delay(time > TimeSpan.Zero ? time : TimeSpan.Zero, _time, waiting.Token));
        await waiting.CancelAsync();
    }

    private void TakeKeys(ScreenState state)
    {
        while (_terminal.Keys.TryRead(out ScreenKey key))
        {
            switch (state.Press(key))
            {
                case ScreenRequest.Quit:
                    Quit();
                    break;
                case ScreenRequest.Save when _saving is null && state.Picture?.Result is { } result:
                    _saving = Task.Run(() => _save(result));
                    break;
            }
        }
    }

    // Not on this thread: what ends the watch may go on to wait for this loop.
    private void Quit() => _ = _quit.CancelAsync();

    // The shell is to have its terminal as it left it; the next look after we are continued draws all anew.
    private void Suspend()
    {
        Leave();
        _signals.Suspend();
        if (!_over.IsCancellationRequested)
        {
            _terminal.Enter();
        }
    }
}
