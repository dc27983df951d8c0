using BlockWatch.Detection.Findings;
using BlockWatch.Reports.Wording;
using BlockWatch.Tool.Screen.Model;

namespace BlockWatch.Tool.Screen.Drawing;

/// <summary>The thread pool: whether it starves, and how its threads, its queue and its throughput went.</summary>
internal static class PoolPanel
{
    private const int LabelWidth = 9;
    private const int NumberWidth = 9;
    private const int PeakWidth = 16;
    private const double NsPerMs = 1e6;

    public static IEnumerable<ScreenLine> Draw(ScreenPicture? picture, int width, double nowNs, Glyphs glyphs)
    {
        (string news, ScreenStyle style) = State(picture?.Result?.Detection.Starvation ?? [], nowNs);
        yield return TitleLine.Draw("Thread pool", picture?.Pool.Now is null ? "not counted yet" : news, style, width, glyphs);
        PoolPicture pool = picture?.Pool ?? new PoolPicture();
        double? rate = pool.Completed is { Count: > 1 } completed ? (completed[^1] + completed[^2]) / 2 : null;
        yield return Line("threads", pool.Now?.Threads, pool.Threads, width, glyphs);
        yield return Line("queue", pool.Now?.QueueLength, pool.Queue, width, glyphs);
        yield return Line("items/s", rate, pool.Completed, width, glyphs);
    }

    /// <summary>Whether the pool starves, in a phrase.</summary>
    internal static (string Text, ScreenStyle Style) State(IReadOnlyList<StarvationEpisode> episodes, double nowNs)
    {
        if (episodes.FirstOrDefault(episode => episode.EndNs is null) is { } now)
        {
            return ($"STARVING for {AgeText.Seconds((nowNs - now.StartNs) / NsPerMs)}: {now.FirstSign}", ScreenStyle.Danger);
        }

        if (episodes.Count == 0)
        {
            return ("not starving", ScreenStyle.Good);
        }

        double totalMs = episodes.Sum(episode => (episode.EndNs!.Value - episode.StartNs) / NsPerMs);
        double sinceMs = (nowNs - episodes.Max(episode => episode.EndNs!.Value)) / NsPerMs;
        return ($"starved {Measures.Times(episodes.Count)}, {AgeText.Seconds(totalMs)} in all, until {AgeText.Seconds(sinceMs)} ago", ScreenStyle.Warning);
    }

    private static ScreenLine Line(string label, double? number, IReadOnlyList<double> values, int width, Glyphs glyphs)
    {
        int bars = Math.Min(SecondRing.Length, width - LabelWidth - NumberWidth - PeakWidth - 4);
        double most = values.Count == 0 ? 0 : values.TakeLast(bars).Max();
        LineBuilder line = new LineBuilder(width, glyphs)
            .Add(" ")
            .AddLeft(label, LabelWidth, ScreenStyle.Dim)
            .AddRight(number is { } known ? Measures.Number((long)Math.Round(known)) : glyphs.None, NumberWidth, ScreenStyle.Strong)
            .Add("  ")
            .Add(Sparkline.Of(values, bars, most, glyphs));
        return values.Count == 0 ? line.Build() : line.Add($" peak {Measures.Number((long)Math.Round(most))}", ScreenStyle.Dim).Build();
    }
}
