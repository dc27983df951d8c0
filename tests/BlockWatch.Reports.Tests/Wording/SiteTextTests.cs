using BlockWatch.Detection.Explanation;
using BlockWatch.Reports.Tests.Fixtures;
using BlockWatch.Reports.Wording;

namespace BlockWatch.Reports.Tests.Wording;

public class SiteTextTests
{
    [Theory]
    [InlineData("System.Threading.Thread.Sleep(int)", "Thread.Sleep")]
    [InlineData("System.Threading.Tasks.Task<System.Collections.Generic.List<int>>.Result", "Task<System.Collections.Generic.List<int>>.Result")]
    [InlineData("Task.Wait()", "Task.Wait")]
    [InlineData("Main(string[])", "Main")]
    [InlineData("System.IO.FileStream..ctor(string, FileMode)", "FileStream..ctor")]
    [InlineData("Npgsql.NpgsqlConnection.Open(bool, System.Threading.CancellationToken)", "NpgsqlConnection.Open")]
    [InlineData("?", "?")]
    public void Namespaces_and_parameters_of_what_blocks_are_left_out(string method, string expected) =>
        Assert.Equal(expected, SiteText.ShortMethod(method));

    [Fact]
    public void Without_a_blocking_frame_the_cause_is_named() => Assert.Equal("CPU work in Shop.Notes.Hash(byte[])", SiteText.Of(Sites.Cpu));

    [Fact]
    public void Without_a_user_frame_none_is_invented() => Assert.Equal(
        "Thread.Sleep (no user frame on the stack)",
        SiteText.Of(Sites.Sleep with { UserFrame = null }));

    [Fact]
    public void Every_cause_has_a_name()
    {
        foreach (BlockingCategory category in Enum.GetValues<BlockingCategory>())
        {
            Assert.Matches(
                "^(unexplained stall|[A-Za-z/ ]+ in Shop\\.Notes\\.Hash\\(byte\\[\\]\\))$",
                SiteText.Of(Sites.Cpu with { Category = category }));
        }
    }
}
