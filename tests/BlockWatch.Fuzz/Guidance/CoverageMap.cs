using System.Runtime.InteropServices;
using SharpFuzz.Common;

namespace BlockWatch.Fuzz.Guidance;

/// <summary>Which ways instrumented code went: SharpFuzz counts each pair of branches in it, as AFL does.</summary>
internal sealed unsafe class CoverageMap
{
    private const int Size = 1 << 16;

    // Instrumented code writes there as long as the process lives.
    private static readonly byte* Counts = (byte*)NativeMemory.AllocZeroed(Size);

    private readonly byte[] _seen = new byte[Size];

    private CoverageMap()
    {
    }

    /// <summary>Pairs that were ever seen.</summary>
    public int PairCount { get; private set; }

    /// <summary>To be called before any instrumented code runs: without a map to write to it would crash.</summary>
    public static CoverageMap Open()
    {
        Trace.SharedMem = Counts;
        return new CoverageMap();
    }

    /// <summary>Forgets what was counted since the last time.</summary>
    public static void Begin() => new Span<byte>(Counts, Size).Clear();

    /// <summary>True when since <see cref="Begin"/> a pair was seen for the first time, or more often by an order than ever.</summary>
    public bool IsNew()
    {
        bool isNew = false;
        for (int at = 0; at < Size; at++)
        {
            if (Counts[at] != 0 && (_seen[at] & Order(Counts[at])) == 0)
            {
                PairCount += _seen[at] == 0 ? 1 : 0;
                _seen[at] |= Order(Counts[at]);
                isNew = true;
            }
        }

        return isNew;
    }

    // 1, 2, 3, up to 7, 15, 31, 127, more: AFL's own steps.
    private static byte Order(byte count) => count switch
    {
        1 => 1,
        2 => 2,
        3 => 4,
        <= 7 => 8,
        <= 15 => 16,
        <= 31 => 32,
        <= 127 => 64,
        _ => 128,
    };
}
