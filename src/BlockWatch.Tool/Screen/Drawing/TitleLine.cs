namespace BlockWatch.Tool.Screen.Drawing;

/// <summary>The rule over a panel, with its title and what is to be known at once.</summary>
internal static class TitleLine
{
    public static ScreenLine Draw(string title, string news, ScreenStyle newsStyle, int width, Glyphs glyphs)
    {
        LineBuilder line = new LineBuilder(width, glyphs)
            .Add(glyphs.Rule + glyphs.Rule + " ", ScreenStyle.Dim)
            .Add(title, ScreenStyle.Strong)
            .Add(" ", ScreenStyle.Dim);
        if (news.Length > 0)
        {
            line.Add(glyphs.Rule + glyphs.Rule + " ", ScreenStyle.Dim).Add(news, newsStyle).Add(" ", ScreenStyle.Dim);
        }

        return line.AddRule().Build();
    }
}
