using BlockWatch.EventPipe.Targets;
using BlockWatch.TestKit;

namespace BlockWatch.EventPipe.Tests.Targets;

public sealed class ThreadNamesTests
{
    [Theory]
    [InlineData("event loop", "event loop")]
    [InlineData("a very long nam", "a very long nam")]
    [InlineData("dotnet", null)]
    [InlineData(".NET TP Worker", null)]
    [InlineData("", null)]
    public void A_thread_has_the_name_that_its_program_gave_it(string written, string? name)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.Combine("comm"), "dotnet\n");
        Directory.CreateDirectory(folder.Combine("task/7"));
        File.WriteAllText(folder.Combine("task/7/comm"), written + "\n");

        Assert.Equal(name, ThreadNames.NameOf(folder.Path, 7));
    }

    [Fact]
    public void A_thread_that_is_gone_has_none()
    {
        using TemporaryFolder folder = new();

        Assert.Null(ThreadNames.NameOf(folder.Path, 7));
    }
}
