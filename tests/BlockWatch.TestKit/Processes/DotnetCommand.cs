using System.Runtime.InteropServices;

namespace BlockWatch.TestKit.Processes;

/// <summary>The dotnet command that runs the tests, for builds of their own.</summary>
public static class DotnetCommand
{
    /// <summary>The folder of the installed .NET, for DOTNET_ROOT.</summary>
    public static string Root { get; } = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));

    public static string Executable { get; } = Path.Combine(Root, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");

    /// <summary>Runs the command in the repository's root and leaves no build server behind.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message has its output.</exception>
    /// <exception cref="TimeoutException">It did not end in time.</exception>
    public static async Task RunAsync(TimeSpan timeout, IReadOnlyDictionary<string, string?>? environment, params IReadOnlyList<string> arguments) =>
        (await ProcessRun.RunAsync(Create(arguments, environment), timeout).ConfigureAwait(false)).EnsureSuccess();

    /// <summary>The command, for who wants to see it fail.</summary>
    public static ProcessCommand Create(IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string?>? environment) => new(Executable, arguments)
    {
        WorkingDirectory = RepositoryRoot.Path,
        Environment = Merge(environment),
    };

    private static Dictionary<string, string?> Merge(IReadOnlyDictionary<string, string?>? environment)
    {
        Dictionary<string, string?> merged = new()
        {
            // A server that outlives the command would keep its output open.
            ["MSBUILDDISABLENODEREUSE"] = "1",
            ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0",
            ["UseSharedCompilation"] = "false",

            // The ordinary build of the same sources has analyzed them and audited their packages; again it would double the time.
            ["RunAnalyzers"] = "false",
            ["NuGetAudit"] = "false",
            ["DOTNET_NOLOGO"] = "1",
            ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",

            // What `dotnet test` leaves to its children belongs to its own build.
            ["MSBuildSDKsPath"] = null,
            ["MSBUILD_EXE_PATH"] = null,
            ["MSBuildExtensionsPath"] = null,
        };
        foreach ((string name, string? value) in environment ?? new Dictionary<string, string?>())
        {
            merged[name] = value;
        }

        return merged;
    }
}
