using System.IO.Compression;
using System.Text;

namespace BlockWatch.EndToEnd.Tests.Packaging;

/// <summary>What is in the package, and what is not.</summary>
[Collection(EndToEndCollection.Name)]
public class PackageTests
{
    private const long LargestPackage = 12 * 1024 * 1024;

    private readonly ToolFixture _fixture;

    public PackageTests(ToolFixture fixture)
    {
        _fixture = fixture;
    }

    [Fact]
    public void It_has_the_tool_its_sample_targets_and_its_readme()
    {
        using ZipArchive package = ZipFile.OpenRead(_fixture.Tool.PackagePath);
        string[] names = [.. package.Entries.Select(entry => entry.FullName)];

        Assert.Contains("README.md", names);
        Assert.Contains("tools/net8.0/any/DotnetToolSettings.xml", names);
        Assert.Contains("tools/net8.0/any/blockwatch.dll", names);
        Assert.Contains("tools/net8.0/any/sample-targets/SampleTargets.dll", names);
        Assert.Contains("tools/net8.0/any/sample-targets/SampleTargets.pdb", names);
        Assert.Contains("tools/net8.0/any/sample-targets/SampleTargets.runtimeconfig.json", names);

        // Native libraries of Windows that nothing here uses.
        Assert.DoesNotContain(names, name => name.Contains("KernelTraceControl", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(names, name => name.Contains("msdia140", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void It_is_small() => Assert.InRange(new FileInfo(_fixture.Tool.PackagePath).Length, 1, LargestPackage);

    [Fact]
    public void It_tells_nothing_of_the_machine_that_made_it()
    {
        string[] secrets = [RepositoryRoot.Path, Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) + Path.DirectorySeparatorChar + ".nuget"];
        using ZipArchive package = ZipFile.OpenRead(_fixture.Tool.PackagePath);
        string[] leaks =
        [
            .. from entry in package.Entries
               let content = Read(entry)
               from secret in secrets
               where Contains(content, secret)
               select $"{entry.FullName} has {secret}",
        ];

        Assert.Empty(leaks);
    }

    private static byte[] Read(ZipArchiveEntry entry)
    {
        using Stream stream = entry.Open();
        using MemoryStream content = new();
        stream.CopyTo(content);
        return content.ToArray();
    }

    private static bool Contains(byte[] content, string text) =>
        content.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0 || content.AsSpan().IndexOf(Encoding.Unicode.GetBytes(text)) >= 0;
}
