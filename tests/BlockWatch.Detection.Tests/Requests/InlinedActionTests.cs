using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Requests;
using BlockWatch.Detection.Sites;
using BlockWatch.Detection.Stacks;

namespace BlockWatch.Detection.Tests.Requests;

/// <summary>A controller's action that the JIT of .NET 10 inlined into the delegate that calls it.</summary>
public sealed class InlinedActionTests
{
    private static readonly Frame Sleep = new() { Method = "System.Threading.Thread.Sleep(int)", Origin = FrameOrigin.Framework };
    private static readonly Frame Delegate = new() { Method = "lambda_method12(Closure, object, object[])", MethodName = "lambda_method12", Origin = FrameOrigin.Dynamic };
    private static readonly Frame Mine = new() { Method = "Shop.OrdersController.Get()", Origin = FrameOrigin.User };
    private static readonly RequestName Action = new(null, null, "Shop.OrdersController.Get");

    [Theory]
    [InlineData(RequestCertainty.Certain, "")]
    [InlineData(RequestCertainty.Inferred, "probably ")]
    public void Its_request_is_told_in_its_stead(RequestCertainty certainty, string likely) => Assert.Equal(
        $"The request was {likely}Shop.OrdersController.Get; its method is not visible on the stack because the JIT inlined it into lambda_method12, the delegate that calls it.",
        InlinedAction.Explain(SiteOf(null), [new StackShape([Sleep, Delegate], 1, false)], [new RequestCount(Action, 3, certainty)]));

    [Fact]
    public void Nothing_is_said_of_other_stacks_and_without_a_request()
    {
        RequestCount[] known = [new RequestCount(Action, 3, RequestCertainty.Certain)];
        Assert.Null(InlinedAction.Explain(SiteOf(null), [new StackShape([Sleep, Delegate], 1, false)], []));
        Assert.Null(InlinedAction.Explain(SiteOf(null), [new StackShape([Sleep], 1, false)], known));
        Assert.Null(InlinedAction.Explain(SiteOf(null), [], known));
        Assert.Null(InlinedAction.Explain(SiteOf(Mine), [new StackShape([Sleep, Mine, Delegate], 1, false)], known));
    }

    private static Site SiteOf(Frame? user) => SiteFactory.Create(new StackVerdict(BlockingCategory.Sleep, user, Sleep, null));
}
