using System.Runtime.CompilerServices;

namespace BlockWatch.Tool.Tests.Fakes;

/// <summary>Compares whole texts with the files in Expected/. BLOCKWATCH_UPDATE_EXPECTED=1 writes them instead: read the difference before you commit it.</summary>
internal static class Expected
{
    public static void AssertEqual(string name, string actual)
    {
        string path = Path.Combine(Folder(), name);
        if (Environment.GetEnvironmentVariable("BLOCKWATCH_UPDATE_EXPECTED") == "1")
        {
            File.WriteAllText(path, actual);
        }

        Assert.Equal(File.ReadAllText(path), actual);
    }

    private static string Folder([CallerFilePath] string thisFile = "") =>
        Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(thisFile)!)!, "Expected");
}
