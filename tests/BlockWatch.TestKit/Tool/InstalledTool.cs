using BlockWatch.TestKit.Processes;

namespace BlockWatch.TestKit.Tool;

/// <summary>The tool as a user gets it: packed in Release, installed from a folder that holds this package only, run from its own folder with an empty home.</summary>
/// <remarks>
/// Packed and installed each time: the version stays the same from build to build, so nothing may come from a cache. Therefore a
/// package folder of its own, too.
/// </remarks>
public sealed class InstalledTool : IDisposable
{
    private const string PackageId = "blockwatch";

    // No other source than the folder: a tool's package has all that it needs.
    private const string NuGetConfig =
        """
        <?xml version="1.0" encoding="utf-8"?>
        <configuration>
          <packageSources>
            <clear />
            <add key="packed" value="{0}" />
          </packageSources>
        </configuration>
        """;

    // Ours to delete.
    private readonly string _folder;

    private InstalledTool(string folder, string package, string? executable = null)
    {
        _folder = folder;
        PackagePath = package;
        Home = Path.Combine(folder, "home");
        Executable = executable ?? Path.Combine(folder, "tool", OperatingSystem.IsWindows() ? "blockwatch.exe" : "blockwatch");
    }

    /// <summary>The .nupkg that it was installed from.</summary>
    public string PackagePath { get; }

    public string Executable { get; }

    /// <summary>The home that it runs with: empty at first.</summary>
    public string Home { get; }

    /// <summary>Packs and installs.</summary>
    /// <exception cref="InvalidOperationException">Either failed; the message has the output.</exception>
    public static async Task<InstalledTool> CreateAsync()
    {
        string folder = Path.Combine(RepositoryRoot.Artifacts, "tool-" + Path.GetRandomFileName().Replace(".", "", StringComparison.Ordinal));
        string feed = Path.Combine(folder, "feed");
        Directory.CreateDirectory(folder);
        try
        {
            string package = await PackAsync(feed).ConfigureAwait(false);
            InstalledTool tool = new(folder, package);
            Directory.CreateDirectory(tool.Home);
            await tool.InstallAsync(feed).ConfigureAwait(false);
            return tool;
        }
        catch
        {
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    /// <summary>One that is installed already, and stays: for measurements in parts. It has no package.</summary>
    /// <param name="executable">Its path.</param>
    /// <exception cref="IOException">There is none.</exception>
    public static InstalledTool At(string executable)
    {
        if (!File.Exists(executable))
        {
            throw new FileNotFoundException($"There is no tool at {executable}.");
        }

        InstalledTool tool = new(Directory.CreateTempSubdirectory("blockwatch-tool-").FullName, "", Path.GetFullPath(executable));
        Directory.CreateDirectory(tool.Home);
        return tool;
    }

    /// <summary>A command line of the tool.</summary>
    public ProcessCommand Command(params IReadOnlyList<string> arguments) => new(Executable, arguments)
    {
        Environment = new Dictionary<string, string?>
        {
            ["DOTNET_ROOT"] = DotnetCommand.Root,
            ["DOTNET_HOST_PATH"] = null,
            ["HOME"] = Home,
            ["DOTNET_CLI_HOME"] = null,
        },
    };

    /// <summary>Runs a command that watches nothing.</summary>
    public Task<ProcessResult> RunAsync(params IReadOnlyList<string> arguments) => ProcessRun.RunAsync(Command(arguments), TestTimeouts.Command);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static async Task<string> PackAsync(string feed)
    {
        using ArtifactLock taken = await ArtifactLock.TakeAsync("pack").ConfigureAwait(false);

        // As CI packs it: sources are mapped, so that the package tells nothing of the machine. Built into a folder of its own:
        // other tests run meanwhile from the usual one.
        await DotnetCommand.RunAsync(
            TestTimeouts.Pack,
            null,
            [
                "pack", "src/BlockWatch.Tool", "-c", "Release", "-o", feed, "--nologo", "-p:ContinuousIntegrationBuild=true",
                "--artifacts-path", Path.Combine(RepositoryRoot.Artifacts, "pack-build"),
            ]).ConfigureAwait(false);
        return Directory.GetFiles(feed, "*.nupkg").Single();
    }

    private async Task InstallAsync(string feed)
    {
        string config = Path.Combine(_folder, "nuget.config");
        await File.WriteAllTextAsync(config, NuGetConfig.Replace("{0}", feed, StringComparison.Ordinal)).ConfigureAwait(false);
        Dictionary<string, string?> environment = new()
        {
            ["NUGET_PACKAGES"] = Path.Combine(_folder, "packages"),
            ["HOME"] = Home,
            ["DOTNET_CLI_HOME"] = Home,
        };
        string version = Path.GetFileNameWithoutExtension(PackagePath)[(PackageId.Length + 1)..];
        await DotnetCommand.RunAsync(
            TestTimeouts.Install,
            environment,
            ["tool", "install", PackageId, "--tool-path", Path.GetDirectoryName(Executable)!, "--configfile", config, "--version", version]).ConfigureAwait(false);

        // The installation has written there (a first-run mark, NuGet's own folders): the tool gets an empty one.
        Directory.Delete(Home, recursive: true);
        Directory.CreateDirectory(Home);
    }
}
