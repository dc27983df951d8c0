using System.Globalization;
using System.Runtime.InteropServices;
using BlockWatch.TestKit.Processes;

namespace BlockWatch.TestKit.Targets;

/// <summary>The sample targets, published for each runtime into <c>artifacts/targets</c>: made once, and again when their sources change.</summary>
/// <remarks>
/// Those of .NET 8, 9 and 11 bring their runtime along; those of .NET 10 use the installed one. They are built into a folder of their
/// own, so that no other build finds its intermediate files changed.
/// </remarks>
public static class PublishedTargets
{
    /// <summary>The runtimes that targets are published for, unless told otherwise.</summary>
    public static IReadOnlyList<int> Runtimes { get; } = [8, 9, 10];

    /// <summary>The runtime that the SDK does not know yet: its targets are compiled with runtime async. Only published when asked for.</summary>
    public const int NextRuntime = 11;

    // The one that is installed, as the tests run on it.
    private const int InstalledRuntime = 10;

    /// <summary>Publishes what is not there or no longer up to date.</summary>
    /// <param name="runtimes">For which; null: for <see cref="Runtimes"/>.</param>
    public static async Task EnsureAsync(IReadOnlyList<int>? runtimes = null)
    {
        using ArtifactLock taken = await ArtifactLock.TakeAsync("targets").ConfigureAwait(false);
        string wanted = SourceHash.Of("sample-targets");
        foreach (int runtime in runtimes ?? Runtimes)
        {
            string stamp = Folder(runtime) + ".stamp";
            if (!File.Exists(stamp) || await File.ReadAllTextAsync(stamp).ConfigureAwait(false) != wanted)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(stamp)!);
                File.Delete(stamp);
                await PublishAsync(runtime, Folder(runtime), ["--artifacts-path", Path.Combine(RepositoryRoot.Artifacts, "targets-build")]).ConfigureAwait(false);
                await File.WriteAllTextAsync(stamp, wanted).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Publishes the targets of one runtime into a folder, whatever is in it.</summary>
    public static async Task PublishAsync(int runtime, string folder, IReadOnlyList<string> options)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        string[] next = runtime == NextRuntime ? ["-p:NextRuntime=true"] : [];
        string[] kind = runtime == InstalledRuntime ? ["--no-self-contained"] : ["--self-contained", "-r", RuntimeInformation.RuntimeIdentifier];
        await DotnetCommand.RunAsync(
            TestTimeouts.Publish,
            null,
            ["publish", "sample-targets/SampleTargets", "-c", "Release", "-f", Framework(runtime), "-o", folder, "--nologo", .. kind, .. next, .. options]).ConfigureAwait(false);
    }

    /// <summary>The folder with the targets of this runtime.</summary>
    /// <param name="runtime">8, 9, 10 or 11.</param>
    public static string Folder(int runtime) => Path.Combine(RepositoryRoot.Artifacts, "targets", Framework(runtime));

    /// <summary>The native executable.</summary>
    public static string Executable(int runtime) => Path.Combine(Folder(runtime), OperatingSystem.IsWindows() ? "SampleTargets.exe" : "SampleTargets");

    /// <summary>The assembly, for <c>dotnet SampleTargets.dll</c>.</summary>
    public static string Assembly(int runtime) => Path.Combine(Folder(runtime), "SampleTargets.dll");

    private static string Framework(int runtime) => string.Create(CultureInfo.InvariantCulture, $"net{runtime}.0");
}
