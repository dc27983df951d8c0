using BlockWatch.EventPipe.Targets;

namespace BlockWatch.EventPipe.Tests.Targets;

/// <summary>Versions and program names.</summary>
public sealed class NamesTests
{
    [Theory]
    [InlineData("9.0.20", "9.0.20", 9)]
    [InlineData("10.0.0-rc.1.25451.107+2db1f5ee2bdda2e8d873769325fabede32e420e0", "10.0.0-rc.1.25451.107", 10)]
    [InlineData("8.0.33+abc", "8.0.33", 8)]
    [InlineData("11", "11", 11)]
    [InlineData("", "", 0)]
    [InlineData("preview", "preview", 0)]
    [InlineData("-8.0", "-8.0", 0)]
    [InlineData(" 8.0", " 8.0", 0)]
    [InlineData("99999999999.0", "99999999999.0", 0)]
    public void A_version_is_read_from_the_product_version(string productVersion, string version, int major)
    {
        var identity = new RuntimeIdentity(1, "", "Linux", "x64", "", productVersion);
        Assert.Equal((version, major), (identity.Version, identity.Major));
    }

    [Theory]
    [InlineData("Shop", "dotnet", "/app/Shop.dll", "--port", "80")]
    [InlineData("Shop", "/usr/bin/dotnet", "exec", "--depsfile", "x.json", "/app/Shop.DLL")]
    [InlineData("Shop", "/app/Shop")]
    [InlineData("Shop.Web", "/app/Shop.Web", "plugin.dll")]
    [InlineData("dotnet", "dotnet", "run")]
    [InlineData("Shop.Web", "dotnet", "Shop.Web.dll")]
    public void A_program_is_called_by_its_assembly(string name, params string[] commandLine) => Assert.Equal(name, ProgramName.Of(commandLine));

    [Fact]
    public void Without_a_command_line_there_is_no_name()
    {
        Assert.Null(ProgramName.Of(null));
        Assert.Null(ProgramName.Of([]));
        Assert.Null(ProgramName.Of([""])); // as kernel threads have it
    }
}
