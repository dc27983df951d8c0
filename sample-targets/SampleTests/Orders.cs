namespace SampleTests;

/// <summary>The program under test: loads prices, and blocks while it does so when it is told to.</summary>
internal static class Orders
{
    /// <summary>Set to 1, it has the fault that the gate is to find.</summary>
    public const string FaultVariable = "SAMPLE_TESTS_BLOCK";

    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(300);

    public static async Task<int> TotalAsync()
    {
        // On a thread of the pool from here on.
        await Task.Delay(5).ConfigureAwait(false);
        Task<int> price = PriceAsync();
        if (Environment.GetEnvironmentVariable(FaultVariable) == "1")
        {
            return price.Result + 1; // BLOCKS
        }

        return await price.ConfigureAwait(false) + 1;
    }

    private static async Task<int> PriceAsync()
    {
        await Task.Delay(Slow).ConfigureAwait(false);
        return 41;
    }
}
