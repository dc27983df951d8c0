using System.Diagnostics;
using System.Globalization;
using BlockWatch.EventPipe.NetTrace;
using BlockWatch.EventPipe.Sessions;
using Microsoft.Diagnostics.NETCore.Client;

namespace BlockWatch.Benchmarks.Watching;

/// <summary>One session of the kinds that blockwatch opens, read by this process and counted: what one lane alone costs.</summary>
internal sealed class LaneWatch : IWatch
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly SessionReader _reader;
    private readonly Stopwatch _watched = Stopwatch.StartNew();
    private readonly Dictionary<(string Provider, int Id), long> _counts = [];

    private LaneWatch(int processId, EventPipeSessionConfiguration configuration)
    {
        var dispatch = new EventDispatch();
        dispatch.OnAll((in NetTraceEvent data) => Count(data.Kind));
        _reader = SessionReader.Open(
            new DiagnosticsClient(processId), configuration, "lane", session => NetTraceReader.ReadLive(session.EventStream, dispatch, null, null));
    }

    public int ProcessId => Environment.ProcessId;

    public static LaneWatch Start(int processId, EventPipeSessionConfiguration configuration) => new(processId, configuration);

    public async Task<WatchOutcome> StopAsync()
    {
        double seconds = _watched.Elapsed.TotalSeconds;
        await _reader.StopAsync(Patience);
        return new WatchOutcome
        {
            Events = _counts.Values.Sum(),
            EventsByLane = string.Join(", ", _counts.Where(count => count.Value >= seconds).OrderByDescending(static count => count.Value).Take(3)
                .Select(count => string.Create(CultureInfo.InvariantCulture, $"{count.Key.Provider}/{count.Key.Id} {count.Value / seconds:0}/s"))),
        };
    }

    public ValueTask DisposeAsync()
    {
        _reader.Dispose();
        return ValueTask.CompletedTask;
    }

    private void Count(EventKind kind) => _counts[(kind.Provider, kind.EventId)] = _counts.GetValueOrDefault((kind.Provider, kind.EventId)) + 1;
}
