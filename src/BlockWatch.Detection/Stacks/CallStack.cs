namespace BlockWatch.Detection.Stacks;

/// <summary>The frames of one thread at one instant, the innermost (leaf) first.</summary>
/// <remarks>
/// Collection hands out the same instance for the same addresses while it learns nothing new of them, so that a verdict on a stack can be
/// kept by reference. Two instances are not two places: see <see cref="IsElsewhere"/>.
/// </remarks>
public sealed class CallStack
{
    /// <summary>The runtime walks at most this many frames and cuts the outermost ones (EP_MAX_STACK_DEPTH).</summary>
    public const int RuntimeDepthLimit = 100;

    public CallStack(IReadOnlyList<Frame> frames)
        : this(frames, isCut: frames is { Count: >= RuntimeDepthLimit })
    {
    }

    /// <param name="frames">Leaf first.</param>
    /// <param name="isCut">True when the runtime walked as many frames as it does at most; one that it walked may be several here.</param>
    public CallStack(IReadOnlyList<Frame> frames, bool isCut)
    {
        ArgumentNullException.ThrowIfNull(frames);
        Frames = frames;
        IsCut = isCut;
    }

    /// <summary>Leaf first.</summary>
    public IReadOnlyList<Frame> Frames { get; }

    /// <summary>True when the outermost frames may be missing.</summary>
    public bool IsCut { get; }

    /// <summary>A number that stands for the addresses it was made of; 0 when it was not made of addresses.</summary>
    public long Place { get; init; }

    /// <summary>True when the thread moved between the two: they were taken at different instructions.</summary>
    /// <remarks>
    /// What lies at an address can be told better later (its line, its name), and what is known is forgotten now and then: equal
    /// addresses then have another stack.
    /// </remarks>
    public bool IsElsewhere(CallStack other) => Place == 0 || other.Place == 0 ? !ReferenceEquals(this, other) : Place != other.Place;
}
