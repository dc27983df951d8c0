using System.Globalization;

namespace BlockWatch.EventPipe.Targets;

/// <summary>What a runtime says of itself.</summary>
/// <param name="ProcessId">As it sees itself: in a container, not our number.</param>
/// <param name="CommandLine">May hold secrets: not to be reported unless asked for.</param>
/// <param name="OperatingSystem">As the runtime spells it: <c>Linux</c>.</param>
/// <param name="Architecture"><c>x64</c>, …</param>
/// <param name="EntryAssembly">The managed entry assembly's simple name; empty while the runtime is still suspended at its start.</param>
/// <param name="ProductVersion"><c>9.0.20</c>, or with a suffix <c>10.0.0-rc.1+abc</c>.</param>
internal sealed record RuntimeIdentity(
    long ProcessId, string CommandLine, string OperatingSystem, string Architecture, string EntryAssembly, string ProductVersion)
{
    /// <summary>Without the commit: <c>9.0.20</c>.</summary>
    public string Version => ProductVersion.Split('+')[0];

    /// <summary>0 when the version cannot be read.</summary>
    public int Major => int.TryParse(ProductVersion.Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out int major) ? major : 0;
}
