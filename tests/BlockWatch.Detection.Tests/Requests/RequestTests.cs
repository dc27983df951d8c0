using BlockWatch.Detection.Events;
using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Requests;
using BlockWatch.Detection.Stacks;
using BlockWatch.TestKit.Simulation;

namespace BlockWatch.Detection.Tests.Requests;

/// <summary>Which request a stall was in. A is <c>GET /a</c>, B is <c>GET /b</c>.</summary>
public sealed class RequestTests
{
    private const string A = "HTTP: GET /a => SlowAsync";
    private const string B = "HTTP: GET /b";
    private const int Length = 20_000;

    private static readonly CallStack Sleep = TestStacks.Blocked(BlockingCategory.Sleep, "Orders.Checkout", "Thread.Sleep");

    [Fact]
    public void A_stall_in_the_first_part_of_a_handler_is_in_the_request_that_began_before_it()
    {
        // thread 1  |--S(A)xxxxxxxxxxxxx|
        EventScript script = new EventScript().At(0).Start(1).At(1).Serve(1, A).Burst(1, Sleep, 60, 61).At(200).Idle(1).At(300).Start(2).At(301).Served(2, A).Idle(2);

        Assert.Equal("GET /a 1 Certain", Requests(script));
    }

    [Fact]
    public void A_stall_in_the_last_part_of_a_handler_is_in_the_request_that_ended_after_it()
    {
        // thread 1  |S(A)|
        // thread 2        |xxxxxxxxxxE(A)|
        EventScript script = new EventScript().At(0).Start(1).Serve(1, A).At(1).Idle(1).At(10).Start(2).Burst(2, Sleep, 60, 61).At(200).Served(2, A).Idle(2);

        Simulation simulation = Run(script);
        Assert.Equal("GET /a 1 Certain", Text(simulation));
        Assert.Equal(new RequestName("GET", "/a", null), Assert.Single(simulation.Listener.Closed).Request);
    }

    [Fact]
    public void An_open_stall_tells_its_request_as_soon_as_it_is_explained()
    {
        EventScript script = new EventScript().At(0).Start(1).At(1).Serve(1, A).Burst(1, Sleep, 60, 61).BeatsUntil(150);

        Simulation simulation = new Simulation().Run(script);
        Assert.Equal(new RequestName("GET", "/a", null), Assert.Single(simulation.Listener.Explained).Stall.Request);
        Assert.Equal("GET /a 1 Certain", Text(simulation));
    }

    [Fact]
    public void A_stall_before_the_endpoint_or_after_it_is_in_no_request()
    {
        // thread 1  |xxxxxxxxxxxxS(A)E(A)|   thread 2  |S(B)E(B)xxxxxxxxxxxx|
        EventScript script = new EventScript().At(0).Start(1).Burst(1, Sleep, 60, 61).At(200).Serve(1, A).At(201).Served(1, A).Idle(1)
            .At(1000).Start(2).Serve(2, B).At(1001).Served(2, B).Burst(2, Sleep, 1060, 1061).At(1200).Idle(2);

        Assert.Equal("", Requests(script));
    }

    [Fact]
    public void Requests_that_are_told_of_again_in_the_middle_of_a_stall_name_it_by_the_end_of_its_own()
    {
        // told         |------------>
        // thread 1  |xxxxxxxxxxxxxE(A)|
        EventScript script = new EventScript().At(0).PauseRequests().Start(1).Burst(1, Sleep, 60, 61).At(80).ResumeRequests().At(300).Served(1, A).Idle(1);

        Assert.Equal("GET /a 1 Certain", Requests(script));
    }

    [Fact]
    public void An_end_that_is_told_only_after_most_of_a_stall_does_not_speak_for_it()
    {
        EventScript script = new EventScript().At(0).PauseRequests().Start(1).Burst(1, Sleep, 60, 61).At(200).ResumeRequests().At(300).Served(1, A).Idle(1);

        Assert.Equal("", Requests(script));
    }

    [Fact]
    public void A_begin_from_before_requests_were_left_out_says_nothing_of_a_stall_that_outlives_that()
    {
        EventScript script = new EventScript().At(0).Start(1).Serve(1, A).Burst(1, Sleep, 60, 61).At(120).PauseRequests().At(300).Idle(1);

        Assert.Equal("", Requests(script));
    }

    [Fact]
    public void Requests_from_before_they_were_left_out_are_not_taken_to_be_under_way()
    {
        EventScript script = new EventScript().At(0).Serve(9, A).At(5).PauseRequests();
        for (int i = 0; i < 5; i++)
        {
            int start = 1000 + (i * 1000);
            script.At(start).Start(1).Burst(1, Sleep, start + 60, start + 61).At(start + 200).Idle(1);
        }

        Assert.Equal("", Requests(script));
    }

    [Fact]
    public void Marks_of_other_spans_of_the_thread_say_nothing()
    {
        // thread 1  |S(A)|  |xxxxxxxxx|  |E(A)|
        EventScript script = new EventScript().At(0).Start(1).Serve(1, A).At(1).Idle(1).At(10).Start(1).Burst(1, Sleep, 60, 61).At(200).Idle(1)
            .At(210).Start(1).Served(1, A).At(211).Idle(1);

        Assert.Equal("", Requests(script));
    }

    [Fact]
    public void Stalls_between_two_awaits_are_inferred_when_one_endpoint_alone_was_under_way_at_each()
    {
        Assert.Equal("GET /a 3 Inferred", Requests(Between(count: 3, also: null)));
        Assert.Equal("", Requests(Between(count: 2, also: null)));
    }

    [Fact]
    public void Two_endpoints_that_were_always_under_way_together_are_not_told_apart() =>
        Assert.Equal("", Requests(Between(count: 5, also: _ => true)));

    [Fact]
    public void An_endpoint_that_was_under_way_now_and_then_is_ruled_out() =>
        Assert.Equal("GET /a 5 Inferred", Requests(Between(count: 5, also: i => i != 2)));

    [Fact]
    public void An_endpoint_that_is_busy_all_the_time_is_no_explanation()
    {
        // Work of the background stalls while a long poll is under way.
        var script = new EventScript();
        script.At(0).Start(1).Serve(1, B).At(1).Idle(1);
        for (int i = 0; i < 10; i++)
        {
            int at = 1000 + (i * 1000);
            script.At(at).Start(2).Burst(2, Sleep, at + 60, at + 61).At(at + 200).Idle(2);
        }

        Assert.Equal("", Requests(script));
    }

    [Fact]
    public void After_a_gap_only_what_lies_in_the_stall_s_own_span_is_told()
    {
        // The loss is between the begin of A and the stall: whether it still goes on is not known.
        EventScript script = Between(count: 3, also: null).At(1_005).Lost(Lane.Spans, 7);
        Assert.Equal("", Requests(script));

        EventScript later = new EventScript().At(0).Start(3).Serve(3, B).At(1).Idle(3).At(500).Lost(Lane.Spans, 7)
            .At(1000).Start(1).Serve(1, A).Burst(1, Sleep, 1060, 1061).At(1200).Idle(1);
        Assert.Equal("GET /a 1 Certain", Requests(later));
    }

    [Fact]
    public void Requests_are_told_the_most_frequent_first_and_at_most_eight()
    {
        var script = new EventScript();
        for (int i = 0; i < 66; i++)
        {
            // Endpoint 11 has 11 stalls, and so down to 1.
            int endpoint = (int)Math.Ceiling((Math.Sqrt((8 * (i + 1)) + 1) - 1) / 2);
            int at = i * 250;
            script.At(at).Start(1).Serve(1, $"HTTP: GET /{endpoint:00}").Burst(1, Sleep, at + 60, at + 61).At(at + 200).Idle(1);
        }

        Assert.Equal(
            "GET /11 11 Certain, GET /10 10 Certain, GET /09 9 Certain, GET /08 8 Certain, GET /07 7 Certain, GET /06 6 Certain, GET /05 5 Certain, GET /04 4 Certain",
            Requests(script));
    }

    [Fact]
    public void Pauses_for_garbage_collection_are_in_no_request()
    {
        EventScript script = new EventScript().At(0).Start(1).Serve(1, A).At(10).GcStart().At(190).GcEnd().At(200).Served(1, A).Idle(1);

        Simulation simulation = Run(script);
        Assert.Equal(BlockingCategory.GarbageCollection, Assert.Single(simulation.Snapshot.Findings).Site.Category);
        Assert.Equal("", Text(simulation));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void Losses_name_no_endpoint_that_was_not_there(int seed)
    {
        var random = new Random(seed);
        EventScript script = Between(count: 8, also: i => i % 2 == 0);
        IEnumerable<RuntimeEvent> events = script.Deliver()
            .Select(e => e.Request is not null && random.Next(8) == 0 ? RuntimeEvent.EventsLost(Lane.Spans, e.Time, 1) : e);

        Simulation simulation = new Simulation().Run(events).Complete(Length);
        Assert.DoesNotContain("/b", Text(simulation), StringComparison.Ordinal);
        Assert.NotEmpty(simulation.Snapshot.Findings);
        Assert.NotEmpty(simulation.Snapshot.Gaps);
    }

    // A begins, stalls between two awaits on another thread, and ends; once a second. B is there meanwhile, or not.
    private static EventScript Between(int count, Func<int, bool>? also)
    {
        var script = new EventScript();
        for (int i = 0; i < count; i++)
        {
            int at = i * 1000;
            bool both = also?.Invoke(i) ?? false;
            script.At(at).Start(1).Serve(1, A).At(at + 1).Idle(1);
            if (both)
            {
                script.At(at).Start(3).Serve(3, B).At(at + 1).Idle(3);
            }

            script.At(at + 10).Start(2).Burst(2, Sleep, at + 70, at + 71).At(at + 200).Idle(2);
            script.At(at + 210).Start(1).Served(1, A).At(at + 211).Idle(1);
            if (both)
            {
                script.At(at + 220).Start(3).Served(3, B).At(at + 221).Idle(3);
            }
        }

        return script;
    }

    private static Simulation Run(EventScript script) => new Simulation().Run(script.BeatsUntil(Length)).Complete(Length);

    private static string Requests(EventScript script) => Text(Run(script));

    private static string Text(Simulation simulation) => string.Join(", ", simulation.Snapshot.Findings
        .SelectMany(finding => finding.Requests)
        .Select(request => $"{request.Name} {request.Count} {request.Certainty}"));
}
