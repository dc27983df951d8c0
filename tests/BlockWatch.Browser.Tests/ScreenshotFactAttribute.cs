namespace BlockWatch.Browser.Tests;

/// <summary>Makes pictures when they are asked for.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ScreenshotFactAttribute : FactAttribute
{
    public ScreenshotFactAttribute()
    {
        Skip = Screenshots.Folder is null || Screenshots.Report is null
            ? $"No pictures are wanted: {Screenshots.FolderVariable} and {Screenshots.ReportVariable} are not set."
            : new BrowserFactAttribute().Skip;
    }
}
