namespace BlockWatch.EventPipe.Tests;

/// <summary>Waits for conditions. The limit is for failing tests only: nothing here takes that long.</summary>
internal static class Eventually
{
    public static TimeSpan Limit { get; } = TimeSpan.FromSeconds(20);

    public static void True(Func<bool> condition, string what) => Assert.True(SpinWait.SpinUntil(condition, Limit), $"never happened: {what}");

    public static Task WithinLimit(this Task task) => task.WaitAsync(Limit);

    public static Task<T> WithinLimit<T>(this Task<T> task) => task.WaitAsync(Limit);
}
