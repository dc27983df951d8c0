using BlockWatch.Detection.Events;
using BlockWatch.Detection.Requests;
using BlockWatch.EventPipe.Clocks;
using BlockWatch.EventPipe.Lanes;
using BlockWatch.EventPipe.Sessions;
using BlockWatch.EventPipe.Tests.Nettrace;

namespace BlockWatch.EventPipe.Tests.Lanes;

/// <summary>Requests, from log messages as the runtime's event source writes them.</summary>
public sealed class RequestLaneTests
{
    private const long Ms = 1_000_000;

    private static readonly RequestName Order = new("GET", "/orders/{id}", null);

    private readonly RecordedFeed _feed = new();

    [Fact]
    public void An_endpoint_s_begin_and_end_come_with_thread_and_route()
    {
        RequestLane lane = Read(new ClrTrace()
            .LogMessage(11, RuntimeProviders.EndpointLogger, "ExecutingEndpoint", "Executing endpoint 'HTTP: GET /orders/{id} => GetAsync'")
            .LogMessage(12, RuntimeProviders.EndpointLogger, "ExecutedEndpoint", "Executed endpoint 'HTTP: GET /orders/{id} => GetAsync'"));
        Assert.Equal([RuntimeEvent.RequestStarted(0, 11, Order), RuntimeEvent.RequestEnded(Ms, 12, Order)], _feed.Events);
        Assert.Same(_feed.Events[0].Request, _feed.Events[1].Request);
        Assert.Equal(2, lane.EventCount);
    }

    [Fact]
    public void A_name_may_hold_quotes()
    {
        Read(new ClrTrace().LogMessage(11, RuntimeProviders.EndpointLogger, "ExecutingEndpoint", "Executing endpoint 'the 'old' one'"));
        Assert.Equal([RuntimeEvent.RequestStarted(0, 11, new RequestName(null, null, "the 'old' one"))], _feed.Events);
    }

    [Theory]
    [InlineData("Shop.Orders", "ExecutingEndpoint", "Executing endpoint 'x'")]
    [InlineData(RuntimeProviders.EndpointLogger, "EndpointMatched", "Executing endpoint 'x'")]
    [InlineData(RuntimeProviders.EndpointLogger, "ExecutingEndpoint", "Executing endpoint ''")]
    [InlineData(RuntimeProviders.EndpointLogger, "ExecutingEndpoint", "Executing endpoint '")]
    [InlineData(RuntimeProviders.EndpointLogger, "ExecutingEndpoint", "")]
    public void Other_messages_are_passed_over(string logger, string eventName, string message)
    {
        RequestLane lane = Read(new ClrTrace().LogMessage(11, logger, eventName, message).WorkItem(1));
        Assert.Empty(_feed.Events);
        Assert.Equal(0, lane.EventCount);
    }

    [Fact]
    public void A_name_of_512_characters_is_the_longest()
    {
        Read(new ClrTrace()
            .LogMessage(11, RuntimeProviders.EndpointLogger, "ExecutingEndpoint", $"Executing endpoint '{new string('x', 512)}'")
            .LogMessage(11, RuntimeProviders.EndpointLogger, "ExecutingEndpoint", $"Executing endpoint '{new string('y', 513)}'"));
        Assert.Equal([new RequestName(null, null, new string('x', 512))], _feed.Events.Select(e => e.Request));
    }

    private RequestLane Read(ClrTrace trace)
    {
        var lane = new RequestLane(new TargetClock(), _feed);
        TraceReading.Read(trace, lane.Subscribe);
        return lane;
    }
}
