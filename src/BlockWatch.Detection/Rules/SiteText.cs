using BlockWatch.Detection.Sites;

namespace BlockWatch.Detection.Rules;

/// <summary>The words that the rules share.</summary>
internal static class SiteText
{
    /// <summary><c>{what} in {user frame}</c>.</summary>
    public static string At(Site site, string what) => site.UserFrame is { } user
        ? $"{what} in {user.Method}"
        : $"{what}, called by code that is not on the stack";

    /// <summary>The blocking frame as the user called it, or the given words when there is none.</summary>
    public static string Blocking(Site site, string otherwise) => site.BlockingFrame?.Method ?? otherwise;
}
