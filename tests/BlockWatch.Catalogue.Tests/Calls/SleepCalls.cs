using BlockWatch.Catalogue.Tests.Live;
using static BlockWatch.Detection.Explanation.BlockingCategory;

namespace BlockWatch.Catalogue.Tests.Calls;

/// <summary>Sleeps and spins.</summary>
internal static class SleepCalls
{
    public static IEnumerable<LiveCall> List() =>
    [
        new(typeof(Thread), "Sleep", Sleep, _ => () => Thread.Sleep(Timeout.Infinite)),
        new(typeof(Thread), "SpinWait", Sleep, _ => () => Thread.SpinWait(100_000), Repeats: true),
        new(typeof(Thread), "Yield", Sleep, _ => () => Thread.Yield(), Repeats: true),
        new(typeof(SpinWait), "SpinUntil", Sleep, hold => () => SpinWait.SpinUntil(() => hold.IsOver), Repeats: true),
        new(typeof(SpinWait), "SpinOnce", Sleep, _ => () =>
        {
            var spinner = default(SpinWait);
            for (int i = 0; i < 100; i++)
            {
                spinner.SpinOnce();
            }
        }, Repeats: true),
    ];
}
