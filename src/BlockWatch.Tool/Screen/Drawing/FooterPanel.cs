using BlockWatch.Reports.Wording;
using BlockWatch.Tool.Screen.Model;

namespace BlockWatch.Tool.Screen.Drawing;

/// <summary>The last two lines: what happened last, or what is waited for, and the keys.</summary>
internal static class FooterPanel
{
    private const string Turning = "|/-\\";

    // A message that nobody needs any more makes room.
    private static readonly TimeSpan MessageTime = TimeSpan.FromSeconds(15);

    public static IEnumerable<ScreenLine> Draw(ScreenState state, int width, DateTimeOffset now, Glyphs glyphs)
    {
        (string text, ScreenStyle style) = News(state, now);
        yield return new LineBuilder(width, glyphs).Add(" " + text, style).Build();
        yield return new LineBuilder(width, glyphs, ScreenStyle.Bar).Add(" " + Keys(state, glyphs)).Build();
    }

    private static (string Text, ScreenStyle Style) News(ScreenState state, DateTimeOffset now)
    {
        char turn = Turning[(int)(now.ToUnixTimeMilliseconds() / 250 % Turning.Length)];
        if (state.IsEnding)
        {
            return ($"{turn} ending the watch; the report follows", ScreenStyle.Warning);
        }

        if (state.Message is { } message && now - message.At < MessageTime)
        {
            return (message.Text, ScreenStyle.Strong);
        }

        return state.Picture switch
        {
            { } when state.IsPaused => ("PAUSED: the watch goes on, and p shows it again", ScreenStyle.Warning),
            null or { Result: null } => ($"{turn} connecting", ScreenStyle.Warning),
            { HasAllMethods: false } picture => ($"{turn} the target lists its methods: {Measures.Number(picture.MethodCount)} so far", ScreenStyle.Warning),
            _ => ("", ScreenStyle.Plain),
        };
    }

    private static string Keys(ScreenState state, Glyphs glyphs)
    {
        if (state.IsTypingFilter)
        {
            return $"filter: {state.Filter}_   enter keeps it, esc clears it";
        }

        return state.Page switch
        {
            ScreenPage.Sites => $"{glyphs.UpDown} enter  p {(state.IsPaused ? "go on" : "pause")}  r reset  s save  e explain  o sort  / filter  ? help  q quit",
            ScreenPage.Detail => $"{glyphs.UpDown} scroll  esc back  e explain  p {(state.IsPaused ? "go on" : "pause")}  s save  ? help  q quit",
            _ => $"{glyphs.UpDown} scroll  esc back  q quit",
        };
    }
}
