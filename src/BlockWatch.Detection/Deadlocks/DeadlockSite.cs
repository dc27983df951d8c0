using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Sites;
using BlockWatch.Detection.Stacks;

namespace BlockWatch.Detection.Deadlocks;

/// <summary>The site of a deadlock: the users' frames in it, whatever their order and however many threads are in each.</summary>
internal static class DeadlockSite
{
    public const string RuleId = "BW0008";

    private const int IdLength = 12;

    /// <param name="kind">Ring or pool.</param>
    /// <param name="frames">Of all threads in it.</param>
    /// <param name="first">The step whose frame stands for all of them.</param>
    public static Site Of(DeadlockKind kind, IEnumerable<Frame?> frames, DeadlockStep first)
    {
        string[] places = [.. frames.Select(PlaceOf).Distinct().Order(StringComparer.Ordinal)];
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('|', [RuleId, kind.ToString(), .. places])));
        string id = Convert.ToHexString(hash)[..IdLength].ToLowerInvariant();
        BlockingCategory category = first.Link == DeadlockLink.Lock ? BlockingCategory.Lock : BlockingCategory.TaskWait;
        return new Site(id, RuleId, category, first.UserFrame, null, null);
    }

    // As in every site: no path and no address, which differ between machines and runs.
    private static string PlaceOf(Frame? frame) =>
        frame is null ? "" : $"{frame.Method}|{frame.Module}|{frame.Source?.Line.ToString(CultureInfo.InvariantCulture)}";
}
