using BlockWatch.Detection;
using BlockWatch.Detection.Deadlocks;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Session;
using BlockWatch.EventPipe.Watching;

namespace BlockWatch.EventPipe.Tests.Watching;

public sealed class DetectionFeedTests
{
    private const int Many = 3 * DetectionFeed.MostNotes;

    [Fact]
    public async Task An_observer_that_takes_nothing_holds_up_nobody_and_hears_how_much_it_missed()
    {
        var observer = new StuckObserver();
        var feed = new DetectionFeed(new DetectionOptions(), observer);
        feed.Begin(static _ => { });
        for (int i = 0; i < Many; i++)
        {
            feed.Tell(static o => o.OnNotice("note"));
        }

        observer.GoOn();
        await feed.CompleteAsync(0).WithinLimit();

        int told = observer.Notices.Count(static notice => notice == "note");
        Assert.InRange(told, DetectionFeed.MostNotes, DetectionFeed.MostNotes + 1); // one may have been taken before it got stuck
        string missing = Assert.Single(observer.Notices, static notice => notice != "note");
        Assert.StartsWith($"{Many - told} live messages were left out", missing, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_reader_of_a_file_waits_until_everything_has_been_told()
    {
        var observer = new StuckObserver();
        var feed = new DetectionFeed(new DetectionOptions(), observer, waitsForObserver: true);
        feed.Begin(static _ => { });
        Task told = Task.Run(() =>
        {
            for (int i = 0; i < Many; i++)
            {
                feed.Tell(static o => o.OnNotice("note"));
            }
        });

        observer.GoOn();
        await told.WithinLimit();
        await feed.CompleteAsync(0).WithinLimit();

        Assert.Equal(Enumerable.Repeat("note", Many), observer.Notices);
    }

    // As a reader of a file that waits for its observer: nobody would ever take its notes.
    [Fact]
    public async Task An_observer_that_throws_keeps_nobody_waiting_and_is_told_of_at_the_end()
    {
        var feed = new DetectionFeed(new DetectionOptions(), new StuckObserver(), waitsForObserver: true);
        feed.Begin(static _ => throw new FormatException("a bug"));
        Task told = Task.Run(() =>
        {
            for (int i = 0; i < Many; i++)
            {
                feed.Tell(static _ => throw new InvalidOperationException("another one"));
            }
        });
        await told.WithinLimit();
        await feed.CompleteAsync(0).WithinLimit();

        Assert.IsType<FormatException>(feed.ObserverFault);
    }

    /// <summary>A terminal that was stopped, until it is let go on.</summary>
    private sealed class StuckObserver : IWatchObserver
    {
        private readonly TaskCompletionSource _mayGoOn = new();

        public List<string> Notices { get; } = [];

        public void GoOn() => _mayGoOn.SetResult();

        public void OnNotice(string message)
        {
            _mayGoOn.Task.WithinLimit().GetAwaiter().GetResult();
            Notices.Add(message);
        }

        public void OnStarted(TargetDescription target, DateTimeOffset startedAt)
        {
        }

        public void OnStallExplained(Stall stall)
        {
        }

        public void OnStallClosed(Stall stall)
        {
        }

        public void OnShortStallsFound(ShortStallSum sum)
        {
        }

        public void OnStarvationStarted(StarvationEpisode episode)
        {
        }

        public void OnStarvationEnded(StarvationEpisode episode)
        {
        }

        public void OnDeadlockFound(Deadlock deadlock)
        {
        }

        public void OnDeadlockEnded(Deadlock deadlock)
        {
        }
    }
}
