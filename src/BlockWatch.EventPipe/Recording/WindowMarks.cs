using BlockWatch.Detection.Events;

namespace BlockWatch.EventPipe.Recording;

/// <summary>What was told of when, as far back as it matters.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class WindowMarks
{
    private readonly object _gate = new();

    // By subject; the marks of each in order of time.
    private readonly Dictionary<RuntimeEventKind, Queue<WindowMark>> _marks = [];

    /// <summary>Adds a mark that is no older than the one before it about the same.</summary>
    /// <param name="mark">The new one.</param>
    /// <param name="forgetBefore">What was before this time matters no more, by the trace's clock, but for the state at it.</param>
    public void Add(WindowMark mark, long forgetBefore)
    {
        lock (_gate)
        {
            if (!_marks.TryGetValue(mark.Subject, out Queue<WindowMark>? marks))
            {
                _marks.Add(mark.Subject, marks = new Queue<WindowMark>());
            }

            marks.Enqueue(mark);
            while (marks.Count > 1 && marks.ElementAt(1).Ticks <= forgetBefore)
            {
                marks.Dequeue();
            }
        }
    }

    /// <summary>In order of time.</summary>
    public IReadOnlyList<WindowMark> All()
    {
        lock (_gate)
        {
            return [.. _marks.Values.SelectMany(static marks => marks).OrderBy(static mark => mark.Ticks)];
        }
    }
}
