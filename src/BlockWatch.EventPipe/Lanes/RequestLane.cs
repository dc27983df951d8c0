using BlockWatch.Detection.Events;
using BlockWatch.Detection.Requests;
using BlockWatch.EventPipe.Clocks;
using BlockWatch.EventPipe.NetTrace;
using BlockWatch.EventPipe.NetTrace.Payloads;
using BlockWatch.EventPipe.Sessions;

namespace BlockWatch.EventPipe.Lanes;

/// <summary>Translates what ASP.NET Core logs where it begins and ends a request's endpoint.</summary>
/// <remarks>
/// The events come in the spans lane's session, in order with its events. They carry the endpoint's name as the program
/// gave it, never the path or the query of the request. One for each source; its callback runs on the thread that processes it.
/// </remarks>
internal sealed class RequestLane
{
    // A program has as many endpoints as it has written; one that makes new names for ever must not grow us for ever.
    private const int MaxRemembered = 4_096;
    private const int LongestName = 512;

    private readonly TargetClock _clock;
    private readonly IEventFeed _feed;
    private readonly Dictionary<string, RequestName> _names = new(StringComparer.Ordinal);

    public RequestLane(TargetClock clock, IEventFeed feed)
    {
        _clock = clock;
        _feed = feed;
    }

    public long EventCount { get; private set; }

    public void Subscribe(EventDispatch source) => source.On(RuntimeProviders.Logging, OnMessage);

    private void OnMessage(in NetTraceEvent data)
    {
        if (!LogMessage.TryRead(data, out LogMessage message) || !message.IsOfEndpoint)
        {
            return;
        }

        bool isStart = PayloadReader.Is(message.EventName, "ExecutingEndpoint");
        if ((!isStart && !PayloadReader.Is(message.EventName, "ExecutedEndpoint")) || NameIn(PayloadReader.ToText(message.Text)) is not { } name)
        {
            return;
        }

        EventCount++;
        long time = EventTime.Of(data, _clock);
        _feed.Publish(isStart ? RuntimeEvent.RequestStarted(time, data.ThreadId, name) : RuntimeEvent.RequestEnded(time, data.ThreadId, name));
    }

    // "Executing endpoint 'HTTP: GET /orders/{id}'". The name itself may hold quotes.
    private RequestName? NameIn(string message)
    {
        int first = message.IndexOf('\'', StringComparison.Ordinal);
        int last = message.LastIndexOf('\'');
        if (first < 0 || last - first - 1 is < 1 or > LongestName)
        {
            return null;
        }

        string text = message[(first + 1)..last];
        if (!_names.TryGetValue(text, out RequestName? name))
        {
            if (_names.Count >= MaxRemembered)
            {
                _names.Clear();
            }

            name = RequestName.FromDisplayName(text);
            _names.Add(text, name);
        }

        return name;
    }
}
