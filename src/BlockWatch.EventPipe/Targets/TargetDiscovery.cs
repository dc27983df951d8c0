using System.Runtime.CompilerServices;
using BlockWatch.EventPipe.Watching;

namespace BlockWatch.EventPipe.Targets;

/// <summary>Finds the processes of a selection: those that are there, and those that come.</summary>
/// <remarks>Not thread-safe: <see cref="First"/> once, then <see cref="LaterAsync"/> once. Each process is told of once.</remarks>
internal sealed class TargetDiscovery
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    // A runtime does not know its entry assembly in the first moments, and while it is suspended.
    private const int LooksForName = 60;

    // One that cannot be asked may be only just beginning to listen; each look may take seconds.
    private const int LooksWithoutAnswer = 2;

    private readonly HostSystem _system;
    private readonly TargetSelection _selection;
    private readonly TimeProvider _time;
    private readonly RuntimeScan _scan;
    private readonly ProcessTree _tree = new();
    private readonly HashSet<int> _told = [];
    private readonly HashSet<int> _runtimes = [];

    // Runtimes that did not yet say what they are called, with the looks that are left.
    private readonly Dictionary<int, int> _nameless = [];

    public TargetDiscovery(TargetSelection selection, TimeProvider time)
        : this(selection, time, ThisSystem.Kind)
    {
    }

    internal TargetDiscovery(TargetSelection selection, TimeProvider time, HostSystem system)
    {
        _system = system;
        _selection = selection;
        _time = time;
        _scan = new RuntimeScan(time);
    }

    /// <summary>The selected processes that are there now.</summary>
    /// <exception cref="WatchException">Children are wanted where nobody tells whose child a process is.</exception>
    public IReadOnlyList<FoundTarget> First()
    {
        if (_selection.WithChildren && SystemLimits.WhyNoChildren(_system) is { } why)
        {
            throw new WatchException(why);
        }

        List<FoundTarget> found = [.. _selection.ProcessIds.Select(id => new FoundTarget(id, NameOf(id)))];
        if (_selection.Name is { } name)
        {
            // With their sockets open or not, so that those that cannot be watched are told of.
            found.AddRange(TargetFinder.List().Where(t => IsNamed(t, name)).Select(Found));
        }

        found.ForEach(Tell);
        if (Comes)
        {
            found.AddRange(Next());
        }

        return found;
    }

    /// <summary>The selected processes that come later; ends at the stop, and at once when none can come.</summary>
    public async IAsyncEnumerable<FoundTarget> LaterAsync([EnumeratorCancellation] CancellationToken stop)
    {
        while (Comes && !stop.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(Interval, _time, stop).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                yield break;
            }

            foreach (FoundTarget found in Next())
            {
                yield return found;
            }
        }
    }

    private bool Comes => _selection.Name is not null || _selection.WithChildren;

    private List<FoundTarget> Next()
    {
        ScannedProcesses scanned = _scan.Next();
        _told.ExceptWith(scanned.Gone);
        _tree.Update(scanned);
        List<FoundTarget> found = [];
        if (_selection.Name is { } name)
        {
            foreach (int id in scanned.Runtimes.Where(id => !_told.Contains(id)))
            {
                _nameless[id] = LooksForName;
            }

            found.AddRange(Named(name));
            found.ForEach(Tell);
        }

        if (_selection.WithChildren)
        {
            // Also those whose place in the tree is new, because a process of that name was found just now.
            _runtimes.ExceptWith(scanned.Gone);
            _runtimes.UnionWith(scanned.Runtimes);
            List<FoundTarget> children = [.. _runtimes.Where(id => _tree.Contains(id) && !_told.Contains(id)).Select(id => new FoundTarget(id, NameOf(id)))];
            children.ForEach(Tell);
            found.AddRange(children);
        }

        return found;
    }

    private List<FoundTarget> Named(string name)
    {
        List<FoundTarget> found = [];
        foreach ((int id, int looks) in _nameless.ToList())
        {
            TargetProcess? process = TargetFinder.Look(id)?.Target;
            if (process is not null && IsNamed(process, name))
            {
                _nameless.Remove(id);
                found.Add(Found(process));
            }
            else if (process is null || process.EntryAssembly is not null || looks == 0)
            {
                _nameless.Remove(id);
            }
            else
            {
                _nameless[id] = Math.Min(looks - 1, process.WhyNot is null ? LooksForName : LooksWithoutAnswer);
            }
        }

        return found;
    }

    private void Tell(FoundTarget found)
    {
        _told.Add(found.ProcessId);
        if (_selection.WithChildren)
        {
            _tree.AddRoot(found.ProcessId);
        }
    }

    // The command line says what the entry assembly will be.
    private static bool IsNamed(TargetProcess process, string name) =>
        TargetFinder.IsNamed(process.EntryAssembly is null ? process with { EntryAssembly = ProgramName.Of(ProcFile.CommandLine(process.ProcessId)) } : process, name);

    private static FoundTarget Found(TargetProcess process) => new(process.ProcessId, process.EntryAssembly ?? process.Name, process.WhyNot);

    internal static string NameOf(int processId) => ProgramName.Of(ProcFile.CommandLine(processId)) ?? "?";
}
