namespace BlockWatch.EventPipe.Targets;

/// <summary>Some processes and all that they started, directly or through others.</summary>
/// <remarks>Who started a process is known when the process is first seen: one whose parent had exited before that is missed. Pure; not thread-safe.</remarks>
internal sealed class ProcessTree
{
    private readonly HashSet<int> _members = [];

    // All known processes: a root may be named after its children were seen.
    private readonly Dictionary<int, int> _parents = [];

    public bool Contains(int processId) => _members.Contains(processId);

    /// <summary>Makes a process, and what it started, part of the tree.</summary>
    public void AddRoot(int processId)
    {
        _members.Add(processId);
        Grow();
    }

    /// <summary>Takes in what a scan found.</summary>
    public void Update(ScannedProcesses scanned)
    {
        foreach (int gone in scanned.Gone)
        {
            _members.Remove(gone);
            _parents.Remove(gone);
        }

        foreach ((int id, int parent) in scanned.Born)
        {
            _parents[id] = parent;
        }

        if (scanned.Born.Count > 0)
        {
            Grow();
        }
    }

    // Ids are no order: a child's may be lower than its parent's.
    private void Grow()
    {
        for (bool grew = true; grew;)
        {
            grew = false;
            foreach ((int id, int parent) in _parents)
            {
                grew |= _members.Contains(parent) && _members.Add(id);
            }
        }
    }
}
