using BlockWatch.Detection.Events;
using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Stacks;
using BlockWatch.TestKit.Simulation;

namespace BlockWatch.Detection.Tests;

/// <summary>Random sessions: what holds for all of them. Each seed is a session of its own and always the same.</summary>
public sealed class InterleavingTests
{
    private const long Ms = EventScript.Ms;
    private const int LengthMs = 6_000;

    private static readonly CallStack[] Stacks =
    [
        TestStacks.Blocked(BlockingCategory.Sleep, "Orders.Checkout", "Thread.Sleep"),
        TestStacks.Blocked(BlockingCategory.TaskWait, "Orders.Pay", "Task.Wait"),
        TestStacks.Blocked(BlockingCategory.File, "Orders.Load", "File.ReadAllText"),
        TestStacks.Computing("Orders.Hash", 12),
        TestStacks.Harmless(),
    ];

    private static readonly CallStack Lock = TestStacks.Blocked(BlockingCategory.Lock, "Orders.Save", "Monitor.Enter");

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 40)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_lanes_lag_does_not_change_the_closed_stalls(int seed)
    {
        EventScript script = Session(seed);
        var random = new Random(seed);
        string expected = new Simulation().Run(script).Complete(LengthMs + 2000).Stalls;
        Assert.NotEqual("", expected);

        for (int i = 0; i < 8; i++)
        {
            var delays = new LaneDelays(random.Next(0, 200), random.Next(0, 300), random.Next(0, 300));
            string actual = new Simulation().Run(script, delays).Complete(LengthMs + 2000).Stalls;
            Assert.True(expected == actual, $"{delays}\nexpected\n{expected}\nactual\n{actual}");
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_other_threads_do_not_change_a_thread_s_stalls(int seed)
    {
        IReadOnlyList<RuntimeEvent> all = Session(seed).Deliver(new LaneDelays(100, 150, 120));
        string together = new Simulation().Run(all).Complete(LengthMs + 2000).Stalls;

        IEnumerable<Stall> apart = Enumerable.Range(1, 4).SelectMany(thread =>
            new Simulation().Run(all.Where(e => e.ThreadId == 0 || e.ThreadId == thread)).Complete(LengthMs + 2000).Listener.Closed);

        Assert.Equal(together, StallText.Of(apart));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Dropped_and_doubled_events_never_make_a_stall_negative_or_its_parts_longer_than_itself(int seed)
    {
        var random = new Random(seed);
        var events = new List<RuntimeEvent>();
        foreach (RuntimeEvent happening in Session(seed).Deliver(new LaneDelays(100, 150, 120)))
        {
            int copies = random.Next(10) switch { 0 => 0, 1 => 2, _ => 1 };
            events.AddRange(Enumerable.Repeat(happening, copies));
            if (copies == 2 && events.Count > 50)
            {
                // and once more, far too late
                events.Add(events[^random.Next(1, 50)]);
            }
        }

        Simulation simulation = new Simulation().Run(events);
        DetectionSnapshot open = simulation.Snapshot;
        simulation.Complete(LengthMs + 2000);

        Assert.All(simulation.Listener.Closed, AssertSound);
        Assert.All(simulation.Listener.Explained, entry => AssertSound(entry.Stall));
        Assert.Equal(simulation.Listener.Closed.Count, simulation.Listener.Closed.Select(stall => stall.Id).Distinct().Count());
        Assert.Equal(simulation.Listener.Explained.Count, simulation.Listener.Explained.Select(entry => entry.Stall.Id).Distinct().Count());
        Assert.All(simulation.Listener.Explained, entry => Assert.Contains(simulation.Listener.Closed, stall => stall.Id == entry.Stall.Id));
        Assert.All(open.Findings.Concat(simulation.Snapshot.Findings), finding =>
        {
            Assert.InRange(finding.TotalMs, 0, 10 * LengthMs);
            Assert.InRange(finding.ShareOfStalledTime, 0, 1);
            Assert.True(finding.P50Ms <= finding.P95Ms && finding.P95Ms <= finding.MaxMs && finding.FirstSeenMs <= finding.LastSeenMs);
        });
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void No_stall_reaches_into_a_gap(int seed)
    {
        var random = new Random(seed);
        var gaps = new List<(long Start, long End)>();
        for (int start = random.Next(500, 1500); start < LengthMs - 1000; start += random.Next(1000, 2500))
        {
            gaps.Add((start * Ms, (start + random.Next(100, 500)) * Ms));
        }

        EventScript script = Session(seed);
        foreach ((long start, long end) in gaps)
        {
            script.At(start / (double)Ms).Beat(Lane.Spans).At(end / (double)Ms).Lost(Lane.Spans, 1);
        }

        IEnumerable<RuntimeEvent> events = script.Deliver(new LaneDelays(100, 150, 120))
            .Where(e => e.Lane != Lane.Spans || e.Kind == RuntimeEventKind.EventsLost || !gaps.Exists(gap => e.Time > gap.Start && e.Time < gap.End));
        Simulation simulation = new Simulation().Run(events).Complete(LengthMs + 2000);

        Assert.All(simulation.Listener.Closed, AssertSound);
        Assert.All(simulation.Listener.Closed, stall =>
            Assert.DoesNotContain(gaps, gap => stall.StartNs < gap.End && stall.EndNs > gap.Start));
    }

    private static void AssertSound(Stall stall)
    {
        Assert.NotEmpty(stall.Parts);
        Assert.All(stall.Parts, part => Assert.True(part.DurationNs >= 0, StallText.Of(stall)));
        if (stall.EndNs is { } end)
        {
            Assert.True(end - stall.StartNs >= 100 * Ms, StallText.Of(stall));
            Assert.InRange(stall.GcNs, 0, end - stall.StartNs);
            bool isPause = stall.Parts[0].Site.Category == BlockingCategory.GarbageCollection;
            Assert.InRange(stall.Parts.Sum(part => part.DurationNs), 0, isPause ? stall.GcNs : end - stall.StartNs - stall.GcNs);
        }
    }

    /// <summary>Four threads with spans of 1 to 700 ms, waits and contentions inside, bursts every half second, a few collections.</summary>
    private static EventScript Session(int seed)
    {
        var random = new Random(seed * 7919);
        EventScript script = new EventScript().BeatsUntil(LengthMs + 1500);
        var running = new List<(long Thread, int Start, int End, CallStack Stack)>();
        for (int thread = 1; thread <= 4; thread++)
        {
            for (int time = random.Next(0, 50); time < LengthMs - 800;)
            {
                int length = random.Next(4) == 0 ? random.Next(90, 700) : random.Next(1, 90);
                CallStack stack = Stacks[random.Next(Stacks.Length)];
                script.At(time + Offset(random)).Start(thread);
                AddWaits(script, random, thread, time + 1, time + length - 1, stack);
                running.Add((thread, time, time + length, stack));
                time += length + random.Next(0, 3);
                script.At(time + Offset(random)).Idle(thread);
                time += 1 + random.Next(0, 60);
            }
        }

        AddBursts(script, random, running);
        for (int time = 700; time < LengthMs; time += random.Next(300, 900))
        {
            script.At(time + Offset(random)).GcStart().At(time + random.Next(2, 40)).GcEnd();
        }

        return script;
    }

    private static void AddWaits(EventScript script, Random random, long thread, int start, int end, CallStack stack)
    {
        for (int time = start + random.Next(0, 40); time < end - 4 && random.Next(3) > 0;)
        {
            int until = random.Next(time + 2, end);
            if (random.Next(4) == 0)
            {
                script.At(time + Offset(random)).Contend(thread, Lock).At(time + 1).Wait(thread, stack)
                    .At(until - 0.5).WaitEnd(thread).At(until).ContendEnd(thread);
            }
            else
            {
                script.At(time + Offset(random)).Wait(thread, stack).At(until).WaitEnd(thread);
            }

            time = until + random.Next(1, 60);
        }
    }

    private static void AddBursts(EventScript script, Random random, List<(long Thread, int Start, int End, CallStack Stack)> running)
    {
        for (int time = 100; time < LengthMs; time += random.Next(200, 600))
        {
            script.At(time).BurstStart();
            for (int look = time + 1; look < time + 30; look += 5)
            {
                foreach ((long thread, _, _, CallStack stack) in running.Where(span => span.Start < look && look < span.End))
                {
                    script.At(look + Offset(random)).Sample(thread, random.Next(5) == 0 ? Stacks[random.Next(Stacks.Length)] : stack);
                }
            }

            script.At(time + 31).BurstEnd();
        }
    }

    // Events of different lanes never share an instant to the microsecond.
    private static double Offset(Random random) => random.Next(1, 400) / 1000.0;
}
