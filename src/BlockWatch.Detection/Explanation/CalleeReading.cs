using BlockWatch.Detection.Stacks;

namespace BlockWatch.Detection.Explanation;

/// <summary>What the frames below (on the leaf side of) a user frame say, read from the user's frame towards the leaf.</summary>
/// <remarks>
/// The outermost known method wins, because that is what the user called and can replace: File.WriteAllText and not the
/// write that it ends in. What is found is taken back when the thread turns out to run other code below a wait.
/// </remarks>
internal sealed class CalleeReading
{
    private BlockingEntry? _wrapper;
    private Frame? _wrapperFrame;

    private CalleeReading()
    {
    }

    /// <summary>The entry that gives the category; null when nothing known blocks there.</summary>
    public BlockingEntry? Cause { get; private set; }

    /// <summary>Index of the cause's frame; -1 when there is none.</summary>
    public int CauseIndex { get; private set; } = -1;

    /// <summary>The frame to name, under the name that reports use; null when nothing known was found.</summary>
    public Frame? Named { get; private set; }

    /// <summary>What to call instead of the named frame; null when nothing is known.</summary>
    public string? Replacement { get; private set; }

    /// <summary>The address of the named frame's documentation; null when it has none.</summary>
    public string? Docs { get; private set; }

    /// <summary>True when what was found lies below one of the class library's own short waits, or below an asynchronous operation.</summary>
    public bool IsHarmless { get; private set; }

    /// <summary>True when the thread is inside a library that computes.</summary>
    public bool Computes { get; private set; }

    /// <param name="catalog">What is known.</param>
    /// <param name="frames">Leaf first.</param>
    /// <param name="outer">Index one beyond the outermost frame to read.</param>
    /// <param name="inner">Index of the innermost frame to read.</param>
    public static CalleeReading Of(BlockingCatalog catalog, IReadOnlyList<Frame> frames, int outer, int inner)
    {
        var reading = new CalleeReading();
        for (int i = outer - 1; i >= inner; i--)
        {
            reading.Take(frames[i], i, catalog.Find(frames[i]));
        }

        if (reading.Cause is null && reading._wrapper is { } wrapper)
        {
            reading.Name(reading._wrapperFrame!, wrapper);
        }

        return reading;
    }

    private void Take(Frame frame, int index, BlockingEntry? entry)
    {
        switch (entry?.Kind)
        {
            case BlockingEntryKind.Internal when Cause is null && IsHarmless:
                // A system call that an asynchronous operation tries first does not wait.
                break;
            case BlockingEntryKind.Api or BlockingEntryKind.Internal or BlockingEntryKind.Runtime when Cause is null:
                SetCause(entry, frame, index);
                break;
            case BlockingEntryKind.Wrapper when Cause is null && _wrapper is null:
                _wrapper = entry;
                _wrapperFrame = frame;
                break;
            case BlockingEntryKind.Cpu:
                Computes = true;
                break;
            case BlockingEntryKind.Harmless when Cause is null:
                IsHarmless = true;
                break;
            case BlockingEntryKind.Callback:
                TakeBackWait();
                break;
            case null when frame.MethodName == ".cctor" && frame.Origin != FrameOrigin.User && Cause is null:
                SetCause(TypeInitializer, frame, index);
                break;
            case null when frame.Origin is FrameOrigin.User or FrameOrigin.Library:
                // A thread that waits runs nobody's code: the wait's task or body was run on this very thread. Dynamic
                // frames do not say so: the stubs through which a wait enters native code are dynamic too.
                TakeBackWait();
                break;
            default:
                break;
        }
    }

    private static BlockingEntry TypeInitializer { get; } = new()
    {
        Kind = BlockingEntryKind.Runtime,
        Category = BlockingCategory.RuntimeWork,
        TypePattern = "*",
        MethodPattern = ".cctor",
        Replacement = "do the work at start-up, or in a Lazy<Task<T>>",
        Docs = "https://learn.microsoft.com/dotnet/csharp/programming-guide/classes-and-structs/static-constructors",
        Line = 0,
    };

    private void SetCause(BlockingEntry entry, Frame frame, int index)
    {
        Cause = entry;
        CauseIndex = index;
        if (_wrapper is null)
        {
            Name(frame, entry);
        }
        else
        {
            Name(_wrapperFrame!, _wrapper);
            Replacement ??= entry.Replacement;
        }
    }

    private void Name(Frame frame, BlockingEntry entry)
    {
        Named = frame with { Method = entry.Display ?? ApiName.Of(frame.TypeName, frame.MethodName), Source = null };
        Replacement = entry.Replacement;
        Docs = entry.Docs;
    }

    private void TakeBackWait()
    {
        if (Cause is null or { IsWait: true })
        {
            Cause = null;
            CauseIndex = -1;
            Named = null;
            Replacement = null;
            Docs = null;
            IsHarmless = false;
            _wrapper = null;
            _wrapperFrame = null;
        }
    }
}
