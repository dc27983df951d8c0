namespace BlockWatch.Detection.Stacks;

/// <summary>The frames of one thread at one instant, the innermost (leaf) first.</summary>
/// <remarks>Collection hands out the same instance for the same addresses, so that a verdict on a stack can be kept by reference.</remarks>
public sealed class CallStack
{
    /// <summary>The runtime walks at most this many frames and cuts the outermost ones (EP_MAX_STACK_DEPTH).</summary>
    public const int RuntimeDepthLimit = 100;

    public CallStack(IReadOnlyList<Frame> frames)
    {
        ArgumentNullException.ThrowIfNull(frames);
        Frames = frames;
    }

    /// <summary>Leaf first.</summary>
    public IReadOnlyList<Frame> Frames { get; }

    /// <summary>True when the outermost frames may be missing.</summary>
    public bool IsCut => Frames.Count >= RuntimeDepthLimit;
}
