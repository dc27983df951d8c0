using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Libraries;
using BlockWatch.Detection.Sites;
using BlockWatch.Detection.Stacks;

namespace BlockWatch.Detection.Tests.Libraries;

public sealed class LibraryUseTests
{
    private static readonly Frame Mine = new() { Method = "Shop.Orders.Load()", Module = "Shop", Origin = FrameOrigin.User };
    private static readonly Frame Query = Library("Dapper.SqlMapper.Query()", "Dapper", "2.1.35");
    private static readonly Frame Open = Library("Npgsql.NpgsqlConnection.Open()", "Npgsql", "8.0.3");
    private static readonly Frame Wait = new() { Method = "System.Threading.Tasks.Task.Wait()", Module = "System.Private.CoreLib", Origin = FrameOrigin.Framework };
    private static readonly Frame Linq = new() { Method = "System.Linq.Enumerable.ToList()", Module = "System.Linq", Origin = FrameOrigin.Framework };

    [Fact]
    public void It_is_the_outermost_library_below_the_user_s_frame()
    {
        Assert.Equal("Dapper 2.1.35", Of(Mine, Wait, Wait, Open, Query, Mine));
        Assert.Equal("Dapper 2.1.35", Of(Mine, Open, Wait, Open, Query, Linq, Mine));
        Assert.Equal("Npgsql 8.0.3", Of(Mine, Open, Wait, Open, Mine, Query, Mine));
    }

    [Fact]
    public void Work_for_the_processor_in_a_library_is_the_library_s() => Assert.Equal("Dapper 2.1.35", Of(Mine, null, Query, Mine));

    [Fact]
    public void What_the_user_s_own_code_blocks_in_is_no_library_s()
    {
        Assert.Null(Of(Mine, Wait, Wait, Mine, Query));
        Assert.Null(Of(Mine, null, Mine, Query));
        Assert.Null(Of(Mine, Wait, Query, Wait, Mine)); // .NET called back into the library
    }

    [Fact]
    public void Without_a_user_s_frame_or_a_stack_nothing_is_said()
    {
        Assert.Null(Of(null, Wait, Wait, Query));
        Assert.Null(Of(Mine, Wait));
        Assert.Null(Of(Mine, Wait, Wait, Query));
    }

    [Fact]
    public void A_library_without_a_version_is_told_by_its_name() =>
        Assert.Equal("Old", Of(Mine, Wait, Wait, Library("Old.Thing.Do()", "Old", null), Mine));

    private static string? Of(Frame? user, Frame? blocking, params Frame[] stack) => LibraryUse.Of(
        SiteFactory.Create(new StackVerdict(BlockingCategory.TaskWait, user, blocking, null)),
        stack.Length == 0 ? [] : [new StackShape(stack, 1, false)])?.ToString();

    private static Frame Library(string method, string module, string? version) => new() { Method = method, Module = module, Origin = FrameOrigin.Library, Version = version };
}
