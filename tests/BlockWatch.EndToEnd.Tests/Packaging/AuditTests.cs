using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace BlockWatch.EndToEnd.Tests.Packaging;

/// <summary>What this repository's settings make of NuGet's audit: a project with them, restored against a feed of our own.</summary>
public sealed class AuditTests : IDisposable
{
    // Every checkout has restored it for its own tests: no source is asked for it.
    private const string Package = "newtonsoft.json";

    private readonly TemporaryFolder _folder = new();
    private readonly int _port = FreePort();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_known_vulnerability_of_whatever_severity_fails_the_restore()
    {
        await using AuditFeed feed = new(_port, Package);

        ProcessResult restore = await RestoreAsync(feed.Index);

        Assert.NotEqual(0, restore.ExitCode);
        Assert.Contains("error NU1901", restore.Output + restore.Error, StringComparison.Ordinal);
        Assert.Contains("https://example.org/advisory", restore.Output + restore.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_feed_that_cannot_be_reached_fails_nothing()
    {
        ProcessResult restore = await RestoreAsync(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_port}/v3/index.json"));

        restore.EnsureSuccess();
        Assert.Contains("warning NU1900", restore.Output + restore.Error, StringComparison.Ordinal);
    }

    private async Task<ProcessResult> RestoreAsync(string feed)
    {
        await File.WriteAllTextAsync(_folder.Combine("Directory.Build.props"), $"""<Project><Import Project="{RepositoryRoot.Combine("Directory.Build.props")}" /></Project>""");
        await File.WriteAllTextAsync(_folder.Combine("Directory.Packages.props"), $"""<Project><Import Project="{RepositoryRoot.Combine("Directory.Packages.props")}" /></Project>""");
        await File.WriteAllTextAsync(
            _folder.Combine("nuget.config"),
            $"""
            <configuration>
              <packageSources><clear /></packageSources>
              <auditSources><clear /><add key="made-up" value="{feed}" allowInsecureConnections="true" /></auditSources>
            </configuration>
            """);
        await File.WriteAllTextAsync(
            _folder.Combine("audited.csproj"),
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
              <ItemGroup><PackageReference Include="{Package}" /></ItemGroup>
            </Project>
            """);
        ProcessCommand command = DotnetCommand.Create(["restore", _folder.Combine("audited.csproj")], new Dictionary<string, string?>
        {
            ["NuGetAudit"] = null,
            ["NUGET_HTTP_CACHE_PATH"] = _folder.Combine("http-cache"),
        });
        return await ProcessRun.RunAsync(command, TestTimeouts.Install);
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
