using System.Security.Cryptography;
using System.Text;

namespace BlockWatch.TestKit.Targets;

/// <summary>Tells whether what was built from some files is still what they say.</summary>
internal static class SourceHash
{
    private static readonly string[] Extensions = [".cs", ".csproj", ".props", ".targets", ".json", ".md"];

    /// <summary>A hash of the names and contents of the sources in these folders, and of the build files at the repository's root.</summary>
    public static string Of(params IReadOnlyList<string> folders)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        IEnumerable<string> rootFiles = Directory.EnumerateFiles(RepositoryRoot.Path);
        IEnumerable<string> files = folders.SelectMany(folder => Directory.EnumerateFiles(RepositoryRoot.Combine(folder), "*", SearchOption.AllDirectories));
        foreach (string file in rootFiles.Concat(files).Where(IsSource).Order(StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetRelativePath(RepositoryRoot.Path, file) + "\n"));
            hash.AppendData(File.ReadAllBytes(file));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static bool IsSource(string path)
    {
        string relative = Path.GetRelativePath(RepositoryRoot.Path, path).Replace('\\', '/');
        return Extensions.Contains(Path.GetExtension(path), StringComparer.Ordinal)
            && !relative.Contains("/bin/", StringComparison.Ordinal)
            && !relative.Contains("/obj/", StringComparison.Ordinal);
    }
}
