using BlockWatch.EventPipe.Targets;

namespace BlockWatch.EventPipe.Tests.Targets;

public sealed class SocketNamesTests
{
    [Fact]
    public void A_sockets_name_tells_whose_it_is() => Assert.Equal((4242, 998877L), SocketNames.Parse("dotnet-diagnostic-4242-998877-socket"));

    [Theory]
    [InlineData("dotnet-diagnostic-4242-socket")]
    [InlineData("dotnet-diagnostic-4242-99-88-socket")]
    [InlineData("dotnet-diagnostic-x-99-socket")]
    [InlineData("dotnet-diagnostic--socket")]
    [InlineData("dotnet-diagnostic-socket")]
    [InlineData("dotnet-diagnostic-4242-99-socket.tmp")]
    [InlineData("clr-debug-pipe-4242-99-in")]
    [InlineData("")]
    public void Other_names_are_passed_over(string name) => Assert.Null(SocketNames.Parse(name));

    [Fact]
    public void A_folder_that_is_not_there_has_none() => Assert.Empty(SocketNames.In(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName())));
}
