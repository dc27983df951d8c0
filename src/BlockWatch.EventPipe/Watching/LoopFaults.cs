namespace BlockWatch.EventPipe.Watching;

/// <summary>What of a watch broke by a bug of ours while the rest went on. Thread-safe.</summary>
/// <remarks>A part that fails must not take the report of hours along, and must not fail unseen: it is told of at once, and in the report.</remarks>
/// <param name="tell">Told of each at once.</param>
internal sealed class LoopFaults(Action<string> tell)
{
    private readonly List<(string Sentence, bool IsBug)> _faults = [];

    /// <summary>A sentence for each, for the report.</summary>
    public IReadOnlyList<string> Sentences => Those(static _ => true);

    /// <summary>Of these, those that are bugs of ours.</summary>
    public IReadOnlyList<string> Bugs => Those(static isBug => isBug);

    /// <summary>Completes when the loop is over, however it ends.</summary>
    /// <param name="what">What it does, as in <c>Bursts</c>.</param>
    /// <param name="loop">It runs already.</param>
    public async Task Guard(string what, Task loop)
    {
        try
        {
            await loop.ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
#pragma warning disable CA1031 // Whatever else it is, it is told of.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            Add(what, fault);
        }
    }

    /// <summary>A part failed.</summary>
    public void Add(string what, Exception fault)
    {
        string message = fault.Message.ReplaceLineEndings(" ").TrimEnd('.');
        bool isBug = !TargetFailure.Is(fault);
        string sentence = isBug
            ? $"{what} broke off ({fault.GetType().Name}: {message}), which is a bug of blockwatch: what would have come of it is missing."
            : $"{what} broke off ({message}): what would have come of it is missing.";
        lock (_faults)
        {
            _faults.Add((sentence, isBug));
        }

        tell(sentence);
    }

    private List<string> Those(Func<bool, bool> isWanted)
    {
        lock (_faults)
        {
            return [.. _faults.Where(fault => isWanted(fault.IsBug)).Select(static fault => fault.Sentence)];
        }
    }
}
