namespace BlockWatch.EventPipe.Tests;

/// <summary>A test of what only Linux has: /proc.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute()
    {
        if (!OperatingSystem.IsLinux())
        {
            Skip = "There is no /proc on this system.";
        }
    }
}
