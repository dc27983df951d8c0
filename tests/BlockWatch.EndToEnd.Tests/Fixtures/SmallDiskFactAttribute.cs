namespace BlockWatch.EndToEnd.Tests.Fixtures;

/// <summary>A test that needs a disk of its own, which only root can make.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SmallDiskFactAttribute : FactAttribute
{
    public SmallDiskFactAttribute() => Skip = SmallDisk.WhyNot;
}
