namespace BlockWatch.Reports.Tests.Fixtures;

/// <summary>A fact about files as only Unix has them: modes, devices, symbolic links without a privilege.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute()
    {
        if (OperatingSystem.IsWindows())
        {
            Skip = "Windows has no such files.";
        }
    }
}
