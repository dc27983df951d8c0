using BlockWatch.TestKit;
using BlockWatch.TestKit.Processes;

namespace BlockWatch.Benchmarks.Watching;

/// <summary>The dotnet-trace that blockwatch is compared with: installed by the benchmark itself, into a folder of its own.</summary>
internal static class DotnetTrace
{
    /// <summary>The one place that says which.</summary>
    public const string Version = "10.0.750501";

    private const string Package = "dotnet-trace";

    private static readonly TimeSpan InstallPatience = TimeSpan.FromMinutes(3);

    private static string Folder { get; } = Path.Combine(RepositoryRoot.Artifacts, "benchmarks", $"{Package}-{Version}");

    /// <summary>Installs it, unless an earlier run did.</summary>
    /// <returns>The executable.</returns>
    /// <exception cref="InvalidOperationException">The installation failed; the message has its output.</exception>
    public static async Task<string> InstallAsync()
    {
        string executable = Path.Combine(Folder, Package);
        if (!File.Exists(executable))
        {
            await DotnetCommand.RunAsync(InstallPatience, null, "tool", "install", Package, "--version", Version, "--tool-path", Folder);
        }

        return executable;
    }
}
