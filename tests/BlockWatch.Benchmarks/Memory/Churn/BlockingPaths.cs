using System.Runtime.CompilerServices;

namespace BlockWatch.Benchmarks.Memory.Churn;

/// <summary>Ten thousand distinct stacks out of a few methods: each digit of a path's number chooses one of ten calls, at ten places of one method.</summary>
internal static class BlockingPaths
{
    public const int Count = 10_000;

    /// <summary>Blocks the thread.</summary>
    /// <param name="path">Which stack: 0 to 9,999.</param>
    /// <param name="ms">For how long.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Block(int path, int ms) => Step(path, 4, ms);

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.NoOptimization)]
    private static void Step(int path, int digits, int ms)
    {
        if (digits == 0)
        {
            using ManualResetEvent never = new(initialState: false);
            never.WaitOne(ms);
            return;
        }

        switch (path % 10)
        {
            case 0:
                Step(path / 10, digits - 1, ms);
                break;
            case 1:
                Step(path / 10, digits - 1, ms);
                break;
            case 2:
                Step(path / 10, digits - 1, ms);
                break;
            case 3:
                Step(path / 10, digits - 1, ms);
                break;
            case 4:
                Step(path / 10, digits - 1, ms);
                break;
            case 5:
                Step(path / 10, digits - 1, ms);
                break;
            case 6:
                Step(path / 10, digits - 1, ms);
                break;
            case 7:
                Step(path / 10, digits - 1, ms);
                break;
            case 8:
                Step(path / 10, digits - 1, ms);
                break;
            default:
                Step(path / 10, digits - 1, ms);
                break;
        }
    }
}
