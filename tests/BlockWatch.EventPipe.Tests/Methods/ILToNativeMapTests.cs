using BlockWatch.EventPipe.Methods;

namespace BlockWatch.EventPipe.Tests.Methods;

public sealed class ILToNativeMapTests
{
    private const int NoMapping = -1;
    private const int Prolog = -2;
    private const int Epilog = -3;

    [Theory]
    [InlineData(0, 0)] // prolog
    [InlineData(7, 0)]
    [InlineData(8, 3)]
    [InlineData(19, 3)]
    [InlineData(20, 12)]
    [InlineData(25, 12)] // no mapping: still the statement before
    [InlineData(39, 12)]
    [InlineData(40, 30)]
    [InlineData(60, 30)] // epilog
    [InlineData(1000, 30)] // past the last entry
    public void The_nearest_earlier_statement_is_the_one_that_ran(int native, int il)
    {
        var map = new ILToNativeMap([0, 8, 20, 24, 40, 55], [Prolog, 3, 12, NoMapping, 30, Epilog]);
        Assert.Equal(il, map.ToILOffset(native));
    }

    [Fact]
    public void Before_the_first_entry_nothing_is_known()
    {
        var map = new ILToNativeMap([16, 24], [3, 9]);
        Assert.Equal(-1, map.ToILOffset(15));
        Assert.Equal(-1, map.ToILOffset(-1));
        Assert.Equal(3, map.ToILOffset(16));
    }

    [Fact]
    public void Without_a_single_real_entry_nothing_is_known()
    {
        Assert.Equal(-1, new ILToNativeMap([], []).ToILOffset(0));
        Assert.Equal(-1, new ILToNativeMap([0, 4], [NoMapping, Epilog]).ToILOffset(10));
    }

    [Fact]
    public void Entries_may_come_in_any_order()
    {
        var map = new ILToNativeMap([40, 0, 20], [30, 0, 12]);
        Assert.Equal([0, 0, 12, 30], new[] { 0, 19, 39, 40 }.Select(map.ToILOffset));
    }

    // Of statements at one native offset all but the last have no code of their own.
    [Fact]
    public void Of_entries_at_one_native_offset_the_last_listed_counts()
    {
        for (int sharing = 2; sharing < 40; sharing++)
        {
            int[] native = [0, .. Enumerable.Repeat(10, sharing), 50];
            int[] il = [0, .. Enumerable.Range(1, sharing), 99];
            var map = new ILToNativeMap(native, il);
            Assert.Equal(sharing, map.ToILOffset(10));
            Assert.Equal(sharing, map.ToILOffset(49));
        }
    }

    [Fact]
    public void A_special_entry_at_the_offset_of_a_real_one_does_not_hide_it()
    {
        Assert.Equal(7, new ILToNativeMap([0, 10, 10], [0, Epilog, 7]).ToILOffset(12));
        Assert.Equal(7, new ILToNativeMap([0, 10, 10], [0, 7, Epilog]).ToILOffset(12));
        Assert.Equal(7, new ILToNativeMap([0, 10, 10, 10], [0, NoMapping, 7, NoMapping]).ToILOffset(10));
    }
}
