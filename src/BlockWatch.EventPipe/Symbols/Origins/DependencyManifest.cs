using System.Text.Json;
using BlockWatch.EventPipe.Symbols.Sources;

namespace BlockWatch.EventPipe.Symbols.Origins;

/// <summary>The <c>deps.json</c> files of one folder: which assembly came from which project or package.</summary>
internal sealed class DependencyManifest
{
    // A build output folder holds one for each program in it; more than this is not a build output.
    private const int MaxFiles = 32;
    private const int MaxBytes = 16 * 1024 * 1024;

    private readonly Dictionary<string, ManifestEntry> _byAssembly = new(StringComparer.OrdinalIgnoreCase);

    private DependencyManifest()
    {
    }

    /// <summary>Reads the manifests of a folder; null when it has none that can be read.</summary>
    public static DependencyManifest? Read(string folder)
    {
        try
        {
            if (!Directory.Exists(folder))
            {
                return null;
            }

            var manifest = new DependencyManifest();
            foreach (var path in Directory.EnumerateFiles(folder, "*.deps.json").Take(MaxFiles))
            {
                manifest.AddFile(path);
            }

            return manifest._byAssembly.Count == 0 ? null : manifest;
        }
        catch (Exception e) when (Malformed.IsExpected(e))
        {
            return null;
        }
    }

    /// <summary>The library of an assembly; null when no manifest lists it.</summary>
    /// <param name="fileName">The assembly's file name with its extension.</param>
    public ManifestEntry? Find(string fileName) => _byAssembly.GetValueOrDefault(fileName);

    private void AddFile(string path)
    {
        using var stream = TargetFiles.TryOpen(path);
        if (stream is null || stream.Length > MaxBytes)
        {
            return;
        }

        try
        {
            using var json = JsonDocument.Parse(stream);
            var types = LibraryTypes(json.RootElement);
            foreach (var target in Members(json.RootElement, "targets"))
            {
                foreach (var library in Members(target.Value))
                {
                    AddLibrary(library, types);
                }
            }
        }
        catch (JsonException)
        {
            // Cut short or no JSON: the other sources of an origin must do.
            return;
        }
    }

    private void AddLibrary(JsonProperty library, Dictionary<string, string> types)
    {
        if (!types.TryGetValue(library.Name, out var type))
        {
            return;
        }

        var slash = library.Name.IndexOf('/', StringComparison.Ordinal);
        var entry = slash < 0
            ? new ManifestEntry(type, library.Name, "")
            : new ManifestEntry(type, library.Name[..slash], library.Name[(slash + 1)..]);
        foreach (var asset in Members(library.Value, "runtime").Concat(Members(library.Value, "runtimeTargets")))
        {
            var file = TargetFiles.FileName(asset.Name);

            // Programs that share a folder may disagree, when one has the other's project as a package. Then it was built here.
            if (!_byAssembly.TryGetValue(file, out var known) || (known.Type != "project" && type == "project"))
            {
                _byAssembly[file] = entry;
            }
        }
    }

    private static Dictionary<string, string> LibraryTypes(JsonElement root)
    {
        var types = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var library in Members(root, "libraries"))
        {
            if (library.Value.ValueKind == JsonValueKind.Object
                && library.Value.TryGetProperty("type", out var type)
                && type.ValueKind == JsonValueKind.String)
            {
                types[library.Name] = type.GetString()!;
            }
        }

        return types;
    }

    private static JsonElement.ObjectEnumerator Members(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? Members(member) : default;

    private static JsonElement.ObjectEnumerator Members(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object ? element.EnumerateObject() : default;
}
