using BlockWatch.EventPipe.Clocks;
using BlockWatch.EventPipe.NetTrace;
using BlockWatch.EventPipe.NetTrace.Payloads;
using BlockWatch.EventPipe.Sessions;

namespace BlockWatch.EventPipe.Lanes;

/// <summary>Finds the operating system's id of the thread that a contention names as the owner of its lock.</summary>
/// <remarks>
/// Up to .NET 10 the runtime names it by that id, for <c>Monitor</c> as for <c>System.Threading.Lock</c>; from .NET 11 on, where both are the
/// class library's, by the managed id, which can be the system's id of another thread, above all in a container. Measured on 9.0.20, 10.0.12
/// and 11.0.0; see docs/runtime-facts.md. A managed id is used again, so that it is followed from the births of threads and from the list at the
/// attach; what neither says has no owner. May be told by two threads. Holds at most <see cref="Cap"/> threads; those beyond are not known.
/// </remarks>
internal sealed class LockOwnerIds
{
    /// <summary>The first runtime that names owners by their managed ids.</summary>
    public const int FirstWithManagedIds = 11;

    public const int Cap = 16_384;

    private readonly object _gate = new();
    private readonly int _runtimeMajor;
    private readonly Dictionary<long, long> _created = [];
    private readonly Dictionary<long, (long System, long Time)> _listed = [];

    /// <param name="runtimeMajor">The target's runtime; 0 when that is not known, and then nobody is an owner.</param>
    public LockOwnerIds(int runtimeMajor)
    {
        _runtimeMajor = runtimeMajor;
    }

    /// <summary>True when the threads of before the attach are known by a list alone.</summary>
    public bool NeedsList => _runtimeMajor >= FirstWithManagedIds;

    /// <summary>Takes the list of threads that stands in the list of methods.</summary>
    public void SubscribeList(EventDispatch source, TargetClock clock)
    {
        source.On(RuntimeProviders.Rundown, RundownEventIds.ThreadAtEnd, (in NetTraceEvent data) =>
        {
            if (ThreadIds.TryRead(data.Payload, out ThreadIds ids))
            {
                Listed(ids.Managed, ids.System, EventTime.Of(data, clock));
            }
        });
    }

    /// <summary>A thread of this time. The id may have been another thread's before.</summary>
    public void Listed(long managedId, long systemId, long time)
    {
        lock (_gate)
        {
            if (_listed.Count < Cap)
            {
                _listed[managedId] = (systemId, time);
            }
        }
    }

    /// <summary>A thread began. In order of time with the contentions that are asked for.</summary>
    public void Created(long managedId, long systemId)
    {
        lock (_gate)
        {
            if (_created.Count < Cap || _created.ContainsKey(managedId))
            {
                _created[managedId] = systemId;
            }
            else
            {
                _listed.Remove(managedId);
            }
        }
    }

    /// <summary>Events were lost: any id may have become another thread's.</summary>
    public void Forget()
    {
        lock (_gate)
        {
            _created.Clear();
            _listed.Clear();
        }
    }

    /// <summary>The system's id of the thread that the runtime names; 0 when that is not known.</summary>
    /// <param name="named">What the event says; 0 when nothing.</param>
    /// <param name="time">The event's time, nanoseconds.</param>
    public long SystemIdOf(long named, long time)
    {
        if (!NeedsList)
        {
            return _runtimeMajor == 0 ? 0 : named;
        }

        lock (_gate)
        {
            return _created.TryGetValue(named, out long created) ? created
                : _listed.TryGetValue(named, out (long System, long Time) listed) && listed.Time <= time ? listed.System
                : 0;
        }
    }
}
