namespace BlockWatch.EventPipe.Targets;

/// <summary>Where we run.</summary>
internal static class ThisSystem
{
    public static HostSystem Kind { get; } =
        OperatingSystem.IsLinux() ? HostSystem.Linux
        : OperatingSystem.IsMacOS() ? HostSystem.MacOS
        : OperatingSystem.IsWindows() ? HostSystem.Windows
        : HostSystem.Other;

    /// <summary>As a user calls it.</summary>
    public static string Name(HostSystem system) => system switch
    {
        HostSystem.Linux => "Linux",
        HostSystem.MacOS => "macOS",
        HostSystem.Windows => "Windows",
        _ => "this system",
    };
}
