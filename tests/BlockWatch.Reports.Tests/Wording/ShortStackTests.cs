using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Stacks;
using BlockWatch.Reports.Building;
using BlockWatch.Reports.Model;
using BlockWatch.Reports.Tests.Fixtures;
using BlockWatch.Reports.Wording;

namespace BlockWatch.Reports.Tests.Wording;

public class ShortStackTests
{
    [Fact]
    public void Runs_of_frames_that_are_not_the_users_are_counted() => Assert.Equal(
        [
            "… 2 framework frames",
            "System.Threading.Thread.Sleep(int)",
            "Shop.Orders.CheckoutAsync(int) at /src/shop/Orders.cs:42",
            "… 2 library frames",
            "Shop.Endpoints.PostOrder(HttpContext) at /src/shop/Endpoints.cs:17",
            "… 5 other frames",
        ],
        Lines(
            [
                .. Frames.Dispatcher.Take(2),
                Frames.Sleep,
                Frames.Checkout,
                Frames.Library("A.B()"),
                Frames.Library("A.C()"),
                Frames.Endpoint,
                Frames.Library("A.D()"),
                .. Frames.Dispatcher,
            ]));

    [Fact]
    public void A_single_one_is_shown() =>
        Assert.Equal(["A.B()", "Shop.Notes.Hash(byte[])", "?"], Lines([Frames.Library("A.B()"), Frames.Hash, Frame.Unresolved]));

    [Fact]
    public void A_deep_recursion_is_cut_and_the_rest_counted()
    {
        IReadOnlyList<string> lines = Lines([.. Enumerable.Repeat(Frames.Hash, 100)]);

        Assert.Equal(13, lines.Count);
        Assert.Equal("… 88 more frames", lines[^1]);
    }

    private static IReadOnlyList<string> Lines(IReadOnlyList<Frame> frames)
    {
        ReportStack stack = FrameMapping.ToReport(new StackShape(frames, 1, false));
        return ShortStack.Lines(stack.Frames, FrameMapping.ToReport(Frames.Sleep));
    }
}
