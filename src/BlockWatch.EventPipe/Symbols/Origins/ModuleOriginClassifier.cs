using System.Collections.Concurrent;
using BlockWatch.Detection.Stacks;
using BlockWatch.EventPipe.Symbols.Sources;

namespace BlockWatch.EventPipe.Symbols.Origins;

/// <summary>Decides whose code a module is. Thread-safe; remembers its answers.</summary>
/// <remarks>
/// It asks, until something answers:
/// <list type="number">
/// <item>Has the module no path? It was made while the program ran: Dynamic.</item>
/// <item>Is it in a shared framework folder? Framework.</item>
/// <item>What does the app's <c>deps.json</c> say? A project is User, a runtime pack Framework, a package Framework when it is signed with
/// .NET's keys, otherwise Library.</item>
/// <item>Is it in a NuGet cache folder? As a package.</item>
/// <item>Is it signed with .NET's keys? Framework (self-contained apps).</item>
/// <item>Does its name begin as the entry assembly's does, or is there a PDB that belongs to it? User.</item>
/// <item>Can its file be read? Then nothing speaks for the user: Library.</item>
/// <item>Without a file (a single-file app, a trace of another machine) only the name is left: .NET's own names are Framework; another is
/// Library when we know the entry assembly, whose name it does not share, and User when we know nothing.</item>
/// </list>
/// Namespaces are never asked: a user's own code may live in <c>System.*</c>.
/// </remarks>
internal sealed class ModuleOriginClassifier
{
    // A target loads a few hundred modules; one that loads and unloads plug-ins for ever must not grow us for ever.
    private const int MaxRemembered = 4096;

    private readonly SourceLookup _files;
    private readonly string? _entryAssembly;
    private readonly string? _ownPrefix;
    private readonly ConcurrentDictionary<ModuleIdentity, ModuleOrigin> _origins = new();
    private readonly ConcurrentDictionary<(string Folder, string? Root), DependencyManifest?> _manifests = new();

    /// <param name="files">Reads the modules' identities.</param>
    /// <param name="entryAssembly">The simple name of the target's entry assembly; null when unknown.</param>
    public ModuleOriginClassifier(SourceLookup files, string? entryAssembly = null)
    {
        ArgumentNullException.ThrowIfNull(files);
        _files = files;
        _entryAssembly = entryAssembly;

        // "Shop.Api" owns "Shop.*". "Microsoft.Foo" does not own "Microsoft.*".
        var first = entryAssembly?.Split('.')[0];
        _ownPrefix = first is null or "" or "System" or "Microsoft" ? null : first + ".";
    }

    public ModuleOrigin Classify(ModuleIdentity module)
    {
        if (_origins.TryGetValue(module, out var known))
        {
            return known;
        }

        if (_origins.Count >= MaxRemembered)
        {
            _origins.Clear();
        }

        return _origins[module] = Decide(module);
    }

    private ModuleOrigin Decide(ModuleIdentity module)
    {
        if (module.Path.Length == 0)
        {
            return new ModuleOrigin(FrameOrigin.Dynamic);
        }

        if (DotNetAssemblies.IsInSharedFramework(module.Path))
        {
            return new ModuleOrigin(FrameOrigin.Framework);
        }

        var facts = _files.ReadAssembly(module);
        var isDotNet = facts is not null && DotNetAssemblies.IsSignedAsDotNet(facts.PublicKeyToken);
        if (FromManifest(module, isDotNet) is { } listed)
        {
            return listed;
        }

        if (PackageFolder(module) is { } package)
        {
            return Package(package, isDotNet);
        }

        if (isDotNet)
        {
            return new ModuleOrigin(FrameOrigin.Framework);
        }

        if (IsNamedLikeTheApp(module.SimpleName) || _files.HasPdb(module))
        {
            return new ModuleOrigin(FrameOrigin.User);
        }

        return facts is not null
            ? new ModuleOrigin(FrameOrigin.Library, LibraryName: null, facts.ReleaseVersion)
            : new ModuleOrigin(ByName(module.SimpleName));
    }

    private FrameOrigin ByName(string simpleName) => DotNetAssemblies.IsNamedLikeDotNet(simpleName)
        ? FrameOrigin.Framework
        : _entryAssembly is null ? FrameOrigin.User : FrameOrigin.Library;

    private bool IsNamedLikeTheApp(string simpleName) =>
        _entryAssembly is not null
        && (simpleName == _entryAssembly || (_ownPrefix is not null && simpleName.StartsWith(_ownPrefix, StringComparison.Ordinal)));

    private ModuleOrigin? FromManifest(ModuleIdentity module, bool isDotNet)
    {
        var folder = AppFolder(module.Path);
        if (_manifests.Count >= MaxRemembered)
        {
            _manifests.Clear();
        }

        var manifest = _manifests.GetOrAdd((folder, module.ProcessRoot), static key =>
            TargetFiles.Candidates(key.Folder, key.Root).Select(DependencyManifest.Read).FirstOrDefault(found => found is not null));
        return manifest?.Find(TargetFiles.FileName(module.Path)) is not { } entry
            ? null
            : entry.Type switch
            {
                "project" => new ModuleOrigin(FrameOrigin.User),
                "runtimepack" => new ModuleOrigin(FrameOrigin.Framework, entry.Name, entry.Version),
                "package" => Package(entry, isDotNet),
                _ => null,
            };
    }

    private static ModuleOrigin Package(ManifestEntry entry, bool isDotNet) =>
        new(isDotNet ? FrameOrigin.Framework : FrameOrigin.Library, entry.Name, entry.Version);

    // "/app/runtimes/linux-x64/lib/net8.0/X.dll" belongs to the app in "/app".
    private static string AppFolder(string path)
    {
        var folder = path[..^TargetFiles.FileName(path).Length];
        var runtimes = folder.IndexOf("/runtimes/", StringComparison.Ordinal);
        return runtimes > 0 ? folder[..(runtimes + 1)] : folder;
    }

    // "…/{id}/{version}/lib/net8.0/X.dll", with the marker file that NuGet leaves where it unpacked a package.
    private static ManifestEntry? PackageFolder(ModuleIdentity module)
    {
        foreach (var path in TargetFiles.Candidates(module.Path, module.ProcessRoot))
        {
            var folder = Path.GetDirectoryName(path);
            for (var level = 0; level < 6 && folder is not null; level++)
            {
                if (File.Exists(Path.Combine(folder, ".nupkg.metadata")))
                {
                    return new ManifestEntry("package", Path.GetFileName(Path.GetDirectoryName(folder)) ?? "", Path.GetFileName(folder));
                }

                folder = Path.GetDirectoryName(folder);
            }
        }

        return null;
    }
}
