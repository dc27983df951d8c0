namespace BlockWatch.Tool.Screen.Drawing;

/// <summary>The signs that the screen is drawn with.</summary>
internal sealed record Glyphs
{
    /// <summary>Blocks and lines.</summary>
    public static Glyphs Unicode { get; } = new();

    /// <summary>For terminals of another character set.</summary>
    public static Glyphs Ascii { get; } = new() { Ramp = ".:-=+*#@", Rule = "-", Times = "x", Ellipsis = "~", Dot = "|", UpDown = "^v", None = "-" };

    /// <summary>From the least to the most, none of them blank: blank is nothing.</summary>
    public string Ramp { get; init; } = "▁▂▃▄▅▆▇█";

    public string Rule { get; init; } = "─";

    public string Times { get; init; } = "×";

    /// <summary>Stands for what there was no room for; one cell.</summary>
    public string Ellipsis { get; init; } = "…";

    public string Dot { get; init; } = "·";

    public string UpDown { get; init; } = "↑↓";

    /// <summary>Stands for a number that there is not.</summary>
    public string None { get; init; } = "–";
}
