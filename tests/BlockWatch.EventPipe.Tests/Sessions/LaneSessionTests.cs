using System.Buffers.Binary;
using System.Diagnostics.Tracing;
using BlockWatch.EventPipe.NetTrace;
using BlockWatch.EventPipe.Sessions;
using Microsoft.Diagnostics.NETCore.Client;

namespace BlockWatch.EventPipe.Tests.Sessions;

/// <summary>Sessions of this process, one taking another's place while events go on.</summary>
public sealed class LaneSessionTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Nothing_is_lost_and_only_the_last_event_may_be_told_twice_when_a_session_takes_anothers_place()
    {
        List<int> seen = [];
        int switched = 0;
        using var session = new LaneSession(new DiagnosticsClient(Environment.ProcessId), "blockwatch test", source => source.On(
            Numbers.Provider, (in NetTraceEvent data) => seen.Add(BinaryPrimitives.ReadInt32LittleEndian(data.Payload))));
        session.Open(Configuration());
        using var stop = new CancellationTokenSource();
        Task<int> writing = Task.Factory.StartNew(() => WriteUntil(stop.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        for (int i = 0; i < 4; i++)
        {
            int before = Volatile.Read(ref Numbers.Written);
            Eventually.True(() => Volatile.Read(ref Numbers.Written) > before + 20, "numbers being written");
            await session.SwitchAsync(Configuration(), Patience, () => switched++);
        }

        await stop.CancelAsync();
        int last = await writing;
        Assert.True(await session.StopAsync(Patience));
        Assert.Null(await session.Ended.WaitAsync(Patience));

        Assert.Equal((4, 4), (switched, session.SwitchCount));
        // Each session has its own time of an event: the last one that the old session told may be a little later by the new one's, and be told again.
        Assert.Equal(Enumerable.Range(seen[0], last - seen[0] + 1), seen.Distinct());
        Assert.InRange(seen.Count - seen.Distinct().Count(), 0, switched);
    }

    [Fact]
    public async Task The_end_of_a_session_that_was_replaced_is_not_the_end()
    {
        using var session = new LaneSession(new DiagnosticsClient(Environment.ProcessId), "blockwatch test", static _ => { });
        session.Open(Configuration());
        await session.SwitchAsync(Configuration(), Patience, () => { });

        Assert.False(session.Ended.IsCompleted);
        await session.StopAsync(Patience);
        Assert.Null(await session.Ended.WaitAsync(Patience));
    }

    // Or a target that exits would wait for ever for somebody to read.
    [Fact]
    public async Task When_its_reader_breaks_the_session_is_ended()
    {
        using var session = new LaneSession(new DiagnosticsClient(Environment.ProcessId), "blockwatch test", static source => source.On(
            Broken.Provider, static (in NetTraceEvent _) => throw new FormatException("a bug")));
        session.Open(new([new EventPipeProvider(Broken.Provider, EventLevel.Informational)], circularBufferSizeMB: 16, requestRundown: false, requestStackwalk: false));
        Eventually.True(static () => Broken.Log.IsEnabled(), "the session's begin");
        Broken.Log.Write();

        Assert.IsType<FormatException>(await session.Ended.WaitAsync(Patience));
        Eventually.True(
            static () =>
            {
                // The runtime sees that nobody reads when it has something to write.
                Broken.Log.Write();
                return !Broken.Log.IsEnabled();
            },
            "the session's end");
    }

    private static EventPipeSessionConfiguration Configuration() =>
        new([new EventPipeProvider(Numbers.Provider, EventLevel.Informational)], circularBufferSizeMB: 16, requestRundown: false, requestStackwalk: true);

    // One at a time and from one thread, until told to stop: then what was written last.
    private static int WriteUntil(CancellationToken stop)
    {
        using var pace = new ManualResetEventSlim();
        while (!stop.IsCancellationRequested)
        {
            Numbers.Log.WriteNext();
            pace.Wait(1, CancellationToken.None);
        }

        return Volatile.Read(ref Numbers.Written);
    }

    [EventSource(Name = Provider)]
    private sealed class Numbers : EventSource
    {
        public const string Provider = "BlockWatch-Tests-Numbers";

        public static readonly Numbers Log = new();

        public static int Written;

        [NonEvent]
        public void WriteNext() => Next(Interlocked.Increment(ref Written));

        [Event(1, Level = EventLevel.Informational)]
        private void Next(int number) => WriteEvent(1, number);
    }

    [EventSource(Name = Provider)]
    private sealed class Broken : EventSource
    {
        public const string Provider = "BlockWatch-Tests-Broken";

        public static readonly Broken Log = new();

        [Event(1, Level = EventLevel.Informational)]
        public void Write() => WriteEvent(1);
    }
}
