using BlockWatch.Reports.Source;

namespace BlockWatch.Reports.Tests.Sources;

public class SourcePathTests
{
    [Theory]
    [InlineData("/home/me/shop/src/Orders.cs", "/home/me/shop", "src/Orders.cs")]
    [InlineData("/home/me/shop/src/Orders.cs", "/home/me/shop/", "src/Orders.cs")]
    [InlineData("/home/me/shop2/src/Orders.cs", "/home/me/shop", null)]
    [InlineData("/home/me/shop/../other/Orders.cs", "/home/me/shop", null)]
    [InlineData(@"C:\work\shop\src\Orders.cs", @"c:\Work\shop", "src/Orders.cs")]
    [InlineData("/_/src/Orders.cs", "/anything", "src/Orders.cs")]
    [InlineData("/_/src/Orders.cs", null, "src/Orders.cs")]
    [InlineData("/home/me/shop/src/Orders.cs", null, null)]
    [InlineData(null, "/home/me/shop", null)]
    public void Below_the_root_a_path_is_relative(string? file, string? root, string? expected) => Assert.Equal(expected, SourcePath.Relative(file, root));

    [Theory]
    [InlineData("/src/a b/Orders.cs", "file:///src/a%20b/Orders.cs")]
    [InlineData(@"C:\src\Orders#1.cs", "file:///C:/src/Orders%231.cs")]
    [InlineData("Orders.cs", null)]
    [InlineData(null, null)]
    public void An_absolute_path_is_an_address(string? file, string? expected) => Assert.Equal(expected, SourcePath.Address(file));
}
