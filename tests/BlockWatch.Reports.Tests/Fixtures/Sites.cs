using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Sites;

namespace BlockWatch.Reports.Tests.Fixtures;

/// <summary>Sites in the shop.</summary>
internal static class Sites
{
    public static Site Sleep { get; } = new("0a1b2c3d4e5f", "BW0004", BlockingCategory.Sleep, Frames.Checkout, Frames.Framework("Thread.Sleep"), "await Task.Delay", "https://learn.microsoft.com/dotnet/api/system.threading.thread.sleep");

    public static Site Lock { get; } = new("1111aaaa2222", "BW0003", BlockingCategory.Lock, Frames.Stock, Frames.Framework("Monitor.Enter"), "SemaphoreSlim.WaitAsync", "https://learn.microsoft.com/dotnet/api/system.threading.monitor.enter");

    public static Site Cpu { get; } = new("333344445555", "BW0006", BlockingCategory.Cpu, Frames.Hash, null, null);

    public static Site Loop { get; } = Sleep with { Id = "666677778888", RuleId = "BW0012", LoopName = "main window" };

    public static Site Lost { get; } = new("99990000aaaa", "BW0011", BlockingCategory.Unexplained, Frames.Checkout, null, null);

    public static Site Unexplained { get; } = new("000000000000", "BW0009", BlockingCategory.Unexplained, null, null, null);
}
