namespace BlockWatch.Tool.Screen.Drawing;

/// <summary>How many cells a terminal has.</summary>
internal readonly record struct ScreenSize(int Width, int Height)
{
    /// <summary>Below this there is no room for what has to be seen at once.</summary>
    public static ScreenSize Least { get; } = new(80, 24);

    public bool IsEnough => Width >= Least.Width && Height >= Least.Height;
}
