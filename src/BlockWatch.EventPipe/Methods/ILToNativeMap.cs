namespace BlockWatch.EventPipe.Methods;

/// <summary>Which IL offset a native offset of one compiled body belongs to.</summary>
internal sealed class ILToNativeMap
{
    // Special IL offsets of the JIT's debug map (ICorDebugInfo::MappingTypes): no mapping, prolog, epilog.
    private const int Prolog = -2;

    // Sorted by native offset; both of the same length.
    private readonly int[] _nativeOffsets;
    private readonly int[] _ilOffsets;

    /// <summary>Takes pairs in any order, as the runtime lists them; of pairs at one native offset the last listed counts.</summary>
    public ILToNativeMap(int[] nativeOffsets, int[] ilOffsets)
    {
        // The position in the list breaks ties: a sort by offset alone would put equal ones in any order.
        var keys = new long[nativeOffsets.Length];
        for (int i = 0; i < keys.Length; i++)
        {
            keys[i] = ((long)nativeOffsets[i] << 32) | (uint)i;
        }

        Array.Sort(keys, ilOffsets);
        Array.Sort(nativeOffsets);
        _nativeOffsets = nativeOffsets;
        _ilOffsets = ilOffsets;
    }

    /// <summary>In ascending order.</summary>
    public ReadOnlySpan<int> NativeOffsets => _nativeOffsets;

    /// <summary>Those that belong to <see cref="NativeOffsets"/>, the special ones too.</summary>
    public ReadOnlySpan<int> ILOffsets => _ilOffsets;

    /// <summary>The IL offset of the statement that this native offset lies in; -1 when the map does not tell.</summary>
    public int ToILOffset(int nativeOffset)
    {
        int index = Array.BinarySearch(_nativeOffsets, nativeOffset);
        if (index < 0)
        {
            index = ~index - 1;
        }

        while (index >= 0 && index + 1 < _nativeOffsets.Length && _nativeOffsets[index + 1] == _nativeOffsets[index])
        {
            index++;
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
