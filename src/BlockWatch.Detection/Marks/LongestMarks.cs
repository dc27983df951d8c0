using BlockWatch.Detection.Findings;

namespace BlockWatch.Detection.Marks;

/// <summary>The longest of many marks. Bounded.</summary>
/// <remarks>
/// Twice <see cref="Cap"/> are collected before the shorter half goes, so that adding is cheap. What a reader of a timeline misses
/// least is what is shorter than a thousand others.
/// </remarks>
internal sealed class LongestMarks
{
    public const int Cap = 1_000;

    private readonly List<TimelineMark> _marks;

    public LongestMarks()
        : this([])
    {
    }

    private LongestMarks(List<TimelineMark> marks) => _marks = marks;

    /// <summary>How many were added.</summary>
    public long Count { get; private set; }

    public void Add(TimelineMark mark)
    {
        Count++;
        _marks.Add(mark);
        if (_marks.Count >= 2 * Cap)
        {
            Trim(_marks);
        }
    }

    public LongestMarks Copy() => new([.. _marks]) { Count = Count };

    /// <summary>At most <see cref="Cap"/>, in order of their start.</summary>
    /// <param name="others">Marks of another kind, which share the room.</param>
    public IReadOnlyList<TimelineMark> With(LongestMarks others)
    {
        List<TimelineMark> all = [.. _marks, .. others._marks];
        Trim(all);
        return [.. all.OrderBy(mark => mark.StartNs)];
    }

    // Equally long ones: the earlier stay, whatever was added first.
    private static void Trim(List<TimelineMark> marks)
    {
        marks.Sort((one, other) => (other.EndNs - other.StartNs, one.StartNs).CompareTo((one.EndNs - one.StartNs, other.StartNs)));
        if (marks.Count > Cap)
        {
            marks.RemoveRange(Cap, marks.Count - Cap);
        }
    }
}
