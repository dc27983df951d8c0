namespace BlockWatch.Detection.Tests.Explanation;

/// <summary>Finds files of the repository that tests read: recorded stacks, rule pages.</summary>
internal static class Repository
{
    public static string PathOf(params string[] parts)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "BlockWatch.sln")))
            {
                return Path.Combine([folder.FullName, .. parts]);
            }
        }

        throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
