namespace SampleTests;

/// <summary>Tests that pass with the fault and without: only the gate sees it.</summary>
/// <remarks>
/// The fault: with <see cref="Orders.FaultVariable"/> set to 1, <see cref="Orders.TotalAsync"/> reads <c>.Result</c> of a task of 300 ms.
/// The line: the one marked BLOCKS. blockwatch must say: BW0001 there, once for each of the tests. Without the fault: no BW0001.
/// </remarks>
public class OrdersTests
{
    // Several, since a test host that lives for a moment is seen only from the moment it is attached to.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task TotalIsPriceAndPostage(int round)
    {
        Assert.True(round > 0);
        Assert.Equal(42, await Orders.TotalAsync());
    }
}
