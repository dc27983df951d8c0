using BlockWatch.TestKit;
using BlockWatch.Tool.Commands;
using BlockWatch.Tool.Tests.Fakes;

namespace BlockWatch.Tool.Tests.Docs;

/// <summary>The manual page is made of the commands, so that it says what they say.</summary>
public class ManPageTests
{
    [Fact]
    public void The_manual_page_is_that_of_the_commands() =>
        Golden.Match(ManPage.Of(BlockWatchCommand.Create(FakeServices.Create())), "../docs/blockwatch.1");
}
