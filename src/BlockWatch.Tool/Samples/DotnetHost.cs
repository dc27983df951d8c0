using System.Runtime.InteropServices;

namespace BlockWatch.Tool.Samples;

/// <summary>Finds the <c>dotnet</c> host that can run what we ship.</summary>
internal static class DotnetHost
{
    private static readonly string FileName = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";

    /// <summary>The host that runs us: an installed tool is started by a shim of its own, and then the runtime's folder leads to the host.</summary>
    /// <returns>A full path, or plain <c>dotnet</c> for the shell's search path when no other place has one.</returns>
    public static string Find() => Find(
        Environment.ProcessPath,
        RuntimeEnvironment.GetRuntimeDirectory(),
        Environment.GetEnvironmentVariable("DOTNET_ROOT"),
        File.Exists);

    internal static string Find(string? processPath, string runtimeFolder, string? dotnetRoot, Func<string, bool> exists)
    {
        if (processPath is not null && Path.GetFileName(processPath) == FileName)
        {
            return processPath;
        }

        // <root>/shared/Microsoft.NETCore.App/<version>/
        string besideRuntime = Path.GetFullPath(Path.Combine(runtimeFolder, "..", "..", "..", FileName));
        if (exists(besideRuntime))
        {
            return besideRuntime;
        }

        return !string.IsNullOrEmpty(dotnetRoot) && exists(Path.Combine(dotnetRoot, FileName)) ? Path.Combine(dotnetRoot, FileName) : "dotnet";
    }
}
