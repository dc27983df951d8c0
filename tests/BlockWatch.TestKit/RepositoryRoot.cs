namespace BlockWatch.TestKit;

/// <summary>The folder of the working copy that the tests were built from.</summary>
public static class RepositoryRoot
{
    private const string Mark = "BlockWatch.sln";

    public static string Path { get; } = Find();

    /// <summary>Where tests and packaging put what they make; never checked in.</summary>
    public static string Artifacts { get; } = System.IO.Path.Combine(Path, "artifacts");

    /// <summary>A path below the root, from its parts.</summary>
    public static string Combine(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    private static string Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, Mark)))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} has {Mark}.");
    }
}
