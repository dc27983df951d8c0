using BlockWatch.EventPipe.Methods;
using BlockWatch.EventPipe.Tests.Nettrace;

namespace BlockWatch.EventPipe.Tests.Methods;

public sealed class InlineTreeTests
{
    // The body of .NET 10's lambda_method for OrdersController.Slow(), which sleeps: recorded.
    private const string Recorded =
        "0000586C03B0317F00000000000000000000000000000000000000000080A50000000200000009000000586C03B0317F0000FFFFFFFF010000000000000000EB3DAF317F0000"
        + "887018D00000000000000000000000000000000004000000020000000000000000070000000200000000000000000C0000000200000000000000001600000002000000"
        + "00000000001B00000002000000000000000021000000020000000000000000210000000200000000010000002300000002000000000000000 02E00000002";

    [Fact]
    public void A_recorded_body_tells_where_the_inlined_action_is()
    {
        byte[] payload = Convert.FromHexString(Recorded.Replace(" ", "", StringComparison.Ordinal));
        InlineTree tree = InlineTree.Parse(payload)!;

        Assert.Equal(0x7F31B0036C58, InlineTree.MethodIdOf(payload));
        Assert.Equal(["", "", "7F31AF3DEB00@0", "7F31AF3DEB00@0", ""], new[] { 0, 0x22, 0x23, 0x2D, 0x2E }.Select(offset => Text(tree, offset)));
    }

    [Fact]
    public void Methods_inlined_into_inlined_ones_come_innermost_first()
    {
        // 1 calls 2 and then 3; 3 calls 4.
        InlineTree tree = Parse(new RichPayload().Node(1, child: 1).Node(2, sibling: 2).Node(3, child: 3).Node(4)
            .Mapping(0, 0, 0).Mapping(0x10, 1, 5).Mapping(0x20, 3, 7).Mapping(0x30, 2, 9))!;

        Assert.Equal(["", "2@5", "4@7 3@-1", "3@9"], new[] { 0xF, 0x1F, 0x20, 0x30 }.Select(offset => Text(tree, offset)));
    }

    [Fact]
    public void Of_mappings_at_one_place_the_last_listed_counts()
    {
        InlineTree tree = Parse(new RichPayload().Node(1, child: 1).Node(2).Mapping(0x10, 0, 0).Mapping(0x10, 1, 3))!;

        Assert.Equal("2@3", Text(tree, 0x10));
    }

    [Fact]
    public void A_special_offset_is_no_offset()
    {
        InlineTree tree = Parse(new RichPayload().Node(1, child: 1).Node(2).Mapping(0, 1, -2))!;

        Assert.Equal("2@-1", Text(tree, 0));
    }

    [Fact]
    public void What_does_not_hold_together_tells_nothing()
    {
        Assert.Null(InlineTree.Parse([]));
        Assert.Null(Parse(new RichPayload().Node(1).Mapping(0, 0, 0))); // nothing is inlined
        Assert.Null(Parse(new RichPayload { Chunk = 0 }.Node(1, child: 1).Node(2).Mapping(0, 1, 0)));
        Assert.Null(Parse(new RichPayload { CutBy = 1 }.Node(1, child: 1).Node(2).Mapping(0, 1, 0)));
        Assert.Null(Parse(new RichPayload().Node(1, child: 1).Node(2, child: 1).Mapping(0, 1, 0))); // its own child
        Assert.Null(Parse(new RichPayload().Node(1, child: 9).Node(2).Mapping(0, 1, 0))); // no such node
        Assert.Null(Parse(new RichPayload().Node(1).Node(2).Mapping(0, 1, 0))); // nobody's child
        Assert.Null(Parse(new RichPayload().Node(1, child: 1).Node(2).Mapping(0, 2, 0)));
    }

    private static InlineTree? Parse(RichPayload payload) => InlineTree.Parse(payload.ToArray(1));

    private static string Text(InlineTree tree, int nativeOffset) => string.Join(' ', tree.At(nativeOffset).Select(code => $"{code.MethodId:X}@{code.ILOffset}"));
}
