using BlockWatch.Reports.Html;

namespace BlockWatch.Reports.Tests.Fixtures;

/// <summary>Pages as golden files hold them.</summary>
internal static class HtmlText
{
    /// <summary>Without the style and the script, which are the same in every page and have their own files, and without their hashes. Other text stays as it is.</summary>
    public static string WithoutAssets(string text) => text
        .Replace(HtmlAssets.Style, "", StringComparison.Ordinal)
        .Replace(HtmlAssets.Script, "", StringComparison.Ordinal)
        .Replace(HtmlWriter.Encoded(HtmlAssets.Policy), "(policy)", StringComparison.Ordinal);
}
