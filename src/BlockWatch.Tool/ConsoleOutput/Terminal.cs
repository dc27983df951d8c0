namespace BlockWatch.Tool.ConsoleOutput;

/// <summary>Where a command prints.</summary>
/// <param name="Out">Standard output: what was asked for.</param>
/// <param name="Error">Standard error: notices and failures.</param>
/// <param name="Width">Columns that text may take.</param>
internal sealed record Terminal(TextWriter Out, TextWriter Error, int Width)
{
    // A file or a pipe has no width; wide enough for a frame and its line, narrow enough to read.
    private const int WidthWhenRedirected = 120;

    public static Terminal OfThisProcess()
    {
        int width = Console.IsOutputRedirected ? WidthWhenRedirected : Console.WindowWidth;
        return new Terminal(Console.Out, Console.Error, width > 20 ? width : WidthWhenRedirected);
    }
}
