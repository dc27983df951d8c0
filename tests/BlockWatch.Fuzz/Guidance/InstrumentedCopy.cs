using SharpFuzz;

namespace BlockWatch.Fuzz.Guidance;

/// <summary>A copy of this program whose parts of the product note which ways they go.</summary>
internal static class InstrumentedCopy
{
    private static readonly string[] Product = ["blockwatch.dll", "BlockWatch.Detection.dll", "BlockWatch.EventPipe.dll", "BlockWatch.Reports.dll"];

    /// <param name="folder">Made anew.</param>
    /// <returns>The program's assembly in it.</returns>
    public static string Make(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        foreach (string file in Directory.EnumerateFiles(AppContext.BaseDirectory, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(folder, Path.GetRelativePath(AppContext.BaseDirectory, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        foreach (string assembly in Product)
        {
            Fuzzer.Instrument(Path.Combine(folder, assembly), static _ => true, Options.Value);
        }

        return Path.Combine(folder, Path.GetFileName(typeof(InstrumentedCopy).Assembly.Location));
    }
}
