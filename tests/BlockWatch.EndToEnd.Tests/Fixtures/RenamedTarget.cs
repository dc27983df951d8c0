namespace BlockWatch.EndToEnd.Tests.Fixtures;

/// <summary>The installed runtime's target under a name that nobody else's process has.</summary>
internal static class RenamedTarget
{
    /// <summary>Makes the copy.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="name">What its process is called.</param>
    /// <returns>The executable.</returns>
    public static string Copy(TemporaryFolder folder, out string name)
    {
        name = "orders" + Path.GetRandomFileName()[..5];
        string copy = folder.Combine("program");
        Directory.CreateDirectory(copy);
        foreach (string file in Directory.EnumerateFiles(PublishedTargets.Folder(10)))
        {
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }

        string renamed = Path.Combine(copy, name);
        File.Move(Path.Combine(copy, Path.GetFileName(PublishedTargets.Executable(10))), renamed);
        return renamed;
    }
}
