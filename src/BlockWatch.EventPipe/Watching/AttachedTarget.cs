using BlockWatch.Detection.Session;
using BlockWatch.EventPipe.Targets;

namespace BlockWatch.EventPipe.Watching;

/// <summary>A target as reports name it.</summary>
internal static class AttachedTarget
{
    /// <summary>The entry assembly's name, or else the program's.</summary>
    public static string NameOf(int processId, RuntimeIdentity identity) =>
        identity.EntryAssembly.Length > 0 ? identity.EntryAssembly : ProgramName.Of(ProcFile.CommandLine(processId)) ?? "?";

    public static TargetDescription Describe(int processId, RuntimeIdentity identity, bool withCommandLine)
    {
        IReadOnlyList<string>? words = withCommandLine ? ProcFile.CommandLine(processId) : null;
        return new TargetDescription
        {
            ProcessId = processId,
            Name = NameOf(processId, identity),
            RuntimeVersion = identity.Version,
            OperatingSystem = identity.OperatingSystem.ToLowerInvariant(),
            Architecture = identity.Architecture,
            EntryAssembly = identity.EntryAssembly.Length > 0 ? identity.EntryAssembly : null,
            CommandLine = words is null ? null : string.Join(' ', words),
        };
    }
}
