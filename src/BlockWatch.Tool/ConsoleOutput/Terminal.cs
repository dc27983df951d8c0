namespace BlockWatch.Tool.ConsoleOutput;

/// <summary>Where a command prints.</summary>
/// <param name="Out">Standard output: what was asked for.</param>
/// <param name="Error">Standard error: notices and failures.</param>
/// <param name="Width">Columns that text may take.</param>
/// <param name="Height">Rows of the screen that standard output is on; null when it is no screen.</param>
internal sealed record Terminal(TextWriter Out, TextWriter Error, int Width, int? Height = null)
{
    // A file or a pipe has no width; wide enough for a frame and its line, narrow enough to read.
    private const int WidthWhenRedirected = 120;

    public static Terminal OfThisProcess()
    {
        int width = Console.IsOutputRedirected ? WidthWhenRedirected : Console.WindowWidth;
        int? height = Console.IsOutputRedirected ? null : Console.WindowHeight;
        return new Terminal(Console.Out, Console.Error, width > 20 ? width : WidthWhenRedirected, height > 0 ? height : null);
    }
}
