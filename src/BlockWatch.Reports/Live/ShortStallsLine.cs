using BlockWatch.Detection.Findings;
using BlockWatch.Reports.Wording;

namespace BlockWatch.Reports.Live;

/// <summary>A site's stalls under the threshold on one line, for a person who watches.</summary>
public static class ShortStallsLine
{
    private const double NanosecondsPerMillisecond = 1_000_000;

    /// <summary>
    /// The line, without a newline:
    /// <c>3.000s  BW0004  short stalls, about 2.1 s of pool threads in one second  Thread.Sleep in Shop.Orders.PollAsync() at Orders.cs:42</c>;
    /// "about" when stacks taken now and then say so.
    /// </summary>
    public static string Format(ShortStallSum sum)
    {
        ArgumentNullException.ThrowIfNull(sum);
        string place = FrameText.ShortPlace(sum.Site.UserFrame?.Source?.File, sum.Site.UserFrame?.Source?.Line) is { } known ? $" at {known}" : "";
        string taken = Measures.Duration(sum.TakenNs / NanosecondsPerMillisecond);
        string length = $"short stalls, {(sum.IsSampled ? "about " : "")}{taken} of pool threads in one second";
        return $"{Measures.Time(sum.StartNs / NanosecondsPerMillisecond)}  {SafeText.Of(sum.Site.RuleId)}  {length}  {SiteText.Of(sum.Site)}{place}";
    }
}
