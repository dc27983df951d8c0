using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Stacks;

namespace BlockWatch.Detection.Sites;

/// <summary>The distinct ways to get to a site, with how often each was seen. Bounded.</summary>
/// <remarks>Keeps the first <see cref="Cap"/> shapes; a further one is counted to the kept one that it shares the most inner frames with.</remarks>
internal sealed class ShapeTally
{
    public const int Cap = 8;

    private readonly List<(CallStack Stack, long Count)> _shapes = [];

    public bool AllCut => _shapes.Count > 0 && _shapes.TrueForAll(shape => shape.Stack.IsCut);

    public IReadOnlyList<StackShape> Shapes =>
        [.. _shapes.OrderByDescending(shape => shape.Count).Select(shape => new StackShape(shape.Stack.Frames, shape.Count, shape.Stack.IsCut))];

    public void Add(CallStack stack, long count)
    {
        int into = -1;
        int mostShared = -1;
        for (int i = 0; i < _shapes.Count; i++)
        {
            int shared = SharedInnerFrames(_shapes[i].Stack, stack);
            if (shared == stack.Frames.Count && shared == _shapes[i].Stack.Frames.Count)
            {
                _shapes[i] = (_shapes[i].Stack, _shapes[i].Count + count);
                return;
            }

            if (shared > mostShared)
            {
                (into, mostShared) = (i, shared);
            }
        }

        if (_shapes.Count < Cap)
        {
            _shapes.Add((stack, count));
        }
        else
        {
            _shapes[into] = (_shapes[into].Stack, _shapes[into].Count + count);
        }
    }

    public ShapeTally Copy()
    {
        var copy = new ShapeTally();
        copy._shapes.AddRange(_shapes);
        return copy;
    }

    private static int SharedInnerFrames(CallStack one, CallStack other)
    {
        int most = Math.Min(one.Frames.Count, other.Frames.Count);
        if (ReferenceEquals(one, other))
        {
            return most;
        }

        int shared = 0;
        while (shared < most && one.Frames[shared] == other.Frames[shared])
        {
            shared++;
        }

        return shared;
    }
}
