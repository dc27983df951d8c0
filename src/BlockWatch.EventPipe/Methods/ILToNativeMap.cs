namespace BlockWatch.EventPipe.Methods;

/// <summary>Which IL offset a native offset of one compiled body belongs to.</summary>
internal sealed class ILToNativeMap
{
    // Special IL offsets of the JIT's debug map (ICorDebugInfo::MappingTypes): no mapping, prolog, epilog.
    private const int Prolog = -2;

    // Sorted by native offset; both of the same length.
    private readonly int[] _nativeOffsets;
    private readonly int[] _ilOffsets;

    /// <summary>Takes pairs in any order, as the runtime lists them.</summary>
    public ILToNativeMap(int[] nativeOffsets, int[] ilOffsets)
    {
        Array.Sort(nativeOffsets, ilOffsets);
        _nativeOffsets = nativeOffsets;
        _ilOffsets = ilOffsets;
    }

    /// <summary>The IL offset of the statement that this native offset lies in; -1 when the map does not tell.</summary>
    public int ToILOffset(int nativeOffset)
    {
        int index = Array.BinarySearch(_nativeOffsets, nativeOffset);
        if (index < 0)
        {
            index = ~index - 1;
        }

        // Several entries can share a native offset, and entries without an IL offset lie between the others: the nearest
        // earlier real one is the statement that was running.
        for (; index >= 0; index--)
        {
            if (_ilOffsets[index] >= 0)
            {
                return _ilOffsets[index];
            }

            if (_ilOffsets[index] == Prolog)
            {
                return 0;
            }
        }

        return -1;
    }
}
