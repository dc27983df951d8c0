using System.Text.Json;
using System.Xml.Linq;

namespace BlockWatch.Tool.Tests.Docs;

/// <summary>What was restored for this build, with the licences that the packages themselves state.</summary>
internal static class DependencyList
{
    private const string Unknown = "(stated in the package)";

    /// <summary>The packages of which a project has files at run time, also through others: in the order of their names.</summary>
    /// <param name="project">Its folder.</param>
    /// <param name="framework">One of its target frameworks.</param>
    public static IReadOnlyList<Dependency> OfProject(string project, string framework)
    {
        using JsonDocument assets = JsonDocument.Parse(File.ReadAllText(Path.Combine(project, "obj", "project.assets.json")));
        string[] folders = Folders(assets);
        return
        [
            .. assets.RootElement.GetProperty("targets").GetProperty(framework).EnumerateObject()
                .Where(library => library.Value.GetProperty("type").GetString() == "package" && IsThereAtRunTime(library.Value))
                .Select(library => library.Name.Split('/'))
                .Select(name => new Dependency(name[0], name[1], LicenceOf(name[0], name[1], folders) ?? Unknown))
                .OrderBy(dependency => dependency.Name, StringComparer.OrdinalIgnoreCase),
        ];
    }

    /// <summary>The packages that a project of this repository asks for by name.</summary>
    /// <param name="versions">Directory.Packages.props.</param>
    /// <param name="restored">A project that was restored: it says where packages are.</param>
    /// <param name="known">What the page says of a package that is not on this machine.</param>
    public static IReadOnlyList<Dependency> AskedFor(string versions, string restored, Func<string, string, string?> known)
    {
        using JsonDocument assets = JsonDocument.Parse(File.ReadAllText(Path.Combine(restored, "obj", "project.assets.json")));
        string[] folders = Folders(assets);
        return
        [
            .. XDocument.Load(versions).Descendants("PackageVersion")
                .Select(version => (Name: version.Attribute("Include")!.Value, Version: version.Attribute("Version")!.Value))
                .Select(asked => new Dependency(asked.Name, asked.Version, LicenceOf(asked.Name, asked.Version, folders) ?? known(asked.Name, asked.Version) ?? Unknown))
                .OrderBy(dependency => dependency.Name, StringComparer.OrdinalIgnoreCase),
        ];
    }

    private static string[] Folders(JsonDocument assets) => [.. assets.RootElement.GetProperty("packageFolders").EnumerateObject().Select(folder => folder.Name)];

    // Analyzers, and packages that the framework has by now, leave nothing.
    private static bool IsThereAtRunTime(JsonElement library) => new[] { "runtime", "runtimeTargets" }.Any(kind =>
        library.TryGetProperty(kind, out JsonElement files) && files.EnumerateObject().Any(file => !file.Name.EndsWith("/_._", StringComparison.Ordinal)));

    // Null when the package is not there, or says only where its licence can be read.
    private static string? LicenceOf(string name, string version, string[] folders)
    {
        string file = $"{name.ToLowerInvariant()}/{version.ToLowerInvariant()}/{name.ToLowerInvariant()}.nuspec";
        return folders.Select(folder => Path.Combine(folder, file)).FirstOrDefault(File.Exists) is { } nuspec
            ? XDocument.Load(nuspec).Descendants().FirstOrDefault(element => element.Name.LocalName == "license" && (string?)element.Attribute("type") == "expression")?.Value
            : null;
    }
}
