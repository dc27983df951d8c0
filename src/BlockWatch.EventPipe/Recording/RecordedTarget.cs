namespace BlockWatch.EventPipe.Recording;

/// <summary>Who is recorded.</summary>
/// <param name="ProcessId">As the operating system knows it.</param>
/// <param name="Name">For people.</param>
/// <param name="Runtime">Its runtime's version.</param>
internal sealed record RecordedTarget(int ProcessId, string Name, Version Runtime)
{
    /// <summary>The numbers of a version like <c>10.0.0-rc.1</c>; 0.0 when there are none.</summary>
    public static Version VersionOf(string text) => Version.TryParse(text.Split('-', '+')[0], out Version? version) ? version : new Version(0, 0);
}
