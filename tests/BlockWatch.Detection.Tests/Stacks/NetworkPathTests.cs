using BlockWatch.Detection.Stacks;

namespace BlockWatch.Detection.Tests.Stacks;

public class NetworkPathTests
{
    [Theory]
    [InlineData(@"\\server\share\a.pdb")]
    [InlineData("//server/share/a.pdb")]
    [InlineData(@"\/server/share/a.pdb")]
    [InlineData(@"/\server/share/a.pdb")]
    [InlineData(@"\\?\UNC\server\share\a.pdb")]
    [InlineData(@"\??\UNC\server\share\a.pdb")]
    [InlineData(@"\\.\pipe\a")]
    public void Shares_and_devices_are(string path) => Assert.True(NetworkPath.Is(path));

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("/src/a.cs")]
    [InlineData("/_/src/a.cs")]
    [InlineData(@"C:\src\a.cs")]
    [InlineData(@"\src\a.cs")]
    [InlineData("a.cs")]
    public void Files_of_this_machine_are_not(string path) => Assert.False(NetworkPath.Is(path));
}
