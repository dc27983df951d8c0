using BlockWatch.EventPipe.Clocks;
using BlockWatch.EventPipe.Lanes;
using BlockWatch.EventPipe.Methods;
using BlockWatch.EventPipe.NetTrace;
using Microsoft.Diagnostics.NETCore.Client;

namespace BlockWatch.EventPipe.Watching;

/// <summary>The list of the methods that a target has when it is attached to: read once, while the watch goes on. Thread-safe.</summary>
internal sealed class TargetMethodList
{
    private readonly int _processId;
    private readonly DiagnosticsClient _client;
    private readonly (MethodMap Methods, ModuleMap Modules) _code;
    private readonly LockOwnerIds _lockOwners;
    private readonly TargetClock _clock;
    private readonly DetectionFeed _feed;
    private volatile bool _isIncomplete;

    /// <param name="processId">The target.</param>
    /// <param name="client">Asks it.</param>
    /// <param name="code">Take the list.</param>
    /// <param name="lockOwners">Take the threads that come with it.</param>
    /// <param name="clock">The target's time.</param>
    /// <param name="feed">Told when it is not whole.</param>
    public TargetMethodList(
        int processId, DiagnosticsClient client, (MethodMap Methods, ModuleMap Modules) code, LockOwnerIds lockOwners, TargetClock clock, DetectionFeed feed)
    {
        _processId = processId;
        _client = client;
        _code = code;
        _lockOwners = lockOwners;
        _clock = clock;
        _feed = feed;
    }

    /// <summary>True when it is known not to be whole: some frames will have no name.</summary>
    public bool IsIncomplete => _isIncomplete;

    /// <summary>Reads it, and tells when it is not whole. Never fails.</summary>
    public async Task ReadAsync()
    {
        try
        {
            var methods = MethodEventReader.OfProcess(_processId, _code.Methods, _code.Modules);
            Action<EventDispatch>? threads = _lockOwners.NeedsList ? source => _lockOwners.SubscribeList(source, _clock) : null;
            _isIncomplete = !await Task.Run(() => MethodListing.ReadAsync(_client, methods, threads)).ConfigureAwait(false);
        }
        catch (Exception e) when (TargetFailure.Is(e))
        {
            _isIncomplete = true;
        }

        if (_isIncomplete)
        {
            _feed.Tell(o => o.OnNotice("the target did not list all its methods: some frames will have no name"));
        }
        else if (NamelessCode.Is(_code.Methods.Count, _code.Modules.Count))
        {
            _feed.Tell(o => o.OnNotice(NamelessCode.Notice));
        }
    }

    /// <summary>The watch ends before the list has come.</summary>
    public void GiveUp() => _isIncomplete = true;
}
