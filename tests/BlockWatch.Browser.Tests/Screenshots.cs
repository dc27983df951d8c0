namespace BlockWatch.Browser.Tests;

/// <summary>Where pictures are wanted, and of which report.</summary>
internal static class Screenshots
{
    /// <summary>The environment variable that names the folder.</summary>
    public const string FolderVariable = "BLOCKWATCH_SCREENSHOTS";

    /// <summary>The environment variable that names the HTML report of a real run.</summary>
    public const string ReportVariable = "BLOCKWATCH_SCREENSHOT_REPORT";

    public static string? Folder { get; } = Environment.GetEnvironmentVariable(FolderVariable);

    public static string? Report { get; } = Environment.GetEnvironmentVariable(ReportVariable);
}
