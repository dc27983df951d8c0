using BlockWatch.Detection.Async;
using Xunit;

namespace BlockWatch.Detection.Tests.Async;

public sealed class AsyncNameTests
{
    [Theory]
    [InlineData("Async: <SaveAsync>d__2", "SaveAsync")]
    [InlineData("Async: <<Main>$>d__0", "Main")]
    [InlineData("Async: <<Main>$>g__LoadAsync|0_1>d", "LoadAsync in Main")]
    [InlineData("Async: <<OrderAsync>b__3_0>d", "lambda in OrderAsync")]
    [InlineData("Async: <Get>d__4`1", "Get")]
    [InlineData("Task: <Main>b__0_2", "lambda in Main")]
    [InlineData("Task: Compute", "Compute")]
    [InlineData("Task.ContinueWith: <Run>b__1", "lambda in Run")]
    [InlineData("Task.Delay", "Task.Delay")]
    [InlineData("Task.WhenAll", "Task.WhenAll")]
    [InlineData("Async: <broken", "<broken")]
    [InlineData(null, "unnamed task")]
    public void A_name_is_read_as_it_was_written(string? name, string expected) => Assert.Equal(expected, AsyncName.Readable(name));
}
