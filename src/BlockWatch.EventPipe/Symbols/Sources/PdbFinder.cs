using System.Reflection.Metadata;

namespace BlockWatch.EventPipe.Symbols.Sources;

/// <summary>Finds the portable PDB that belongs to a module: embedded, beside the module, or where the compiler wrote it.</summary>
internal static class PdbFinder
{
    /// <summary>A provider that the caller disposes, unless it is the one embedded in <paramref name="file"/>; null when none matches.</summary>
    public static MetadataReaderProvider? Find(ModuleIdentity module, PeFile? file)
    {
        var accepted = AcceptedIds(module, file);
        if (accepted.Count == 0)
        {
            return null;
        }

        if (file?.EmbeddedPdb is { } embedded && Matches(embedded, accepted))
        {
            return embedded;
        }

        foreach (var path in Candidates(module, accepted).SelectMany(path => TargetFiles.Candidates(path, module.ProcessRoot)).Distinct())
        {
            if (TryOpen(path) is not { } provider)
            {
                continue;
            }

            if (Matches(provider, accepted))
            {
                return provider;
            }

            provider.Dispose();
        }

        return null;
    }

    // A stamp of null is one that we were not told: the runtime's event carries the GUID alone.
    private static List<(Guid Guid, uint? Stamp, string Path)> AcceptedIds(ModuleIdentity module, PeFile? file)
    {
        var ofFile = (file?.CodeViews ?? [])
            .Where(id => module.PdbSignature == Guid.Empty || id.Guid == module.PdbSignature)
            .Select(id => (id.Guid, (uint?)id.Stamp, id.Path))
            .ToList();
        if (ofFile.Count == 0 && module.PdbSignature != Guid.Empty)
        {
            ofFile.Add((module.PdbSignature, null, module.PdbBuildPath));
        }

        return ofFile;
    }

    private static IEnumerable<string> Candidates(ModuleIdentity module, List<(Guid Guid, uint? Stamp, string Path)> accepted)
    {
        var builtAt = accepted.Select(id => id.Path).Append(module.PdbBuildPath).Where(path => path.Length > 0).Distinct().ToList();
        if (module.Path.Length > 0)
        {
            yield return Path.ChangeExtension(module.Path, ".pdb");
            var folder = module.Path[..^TargetFiles.FileName(module.Path).Length];
            foreach (var path in builtAt)
            {
                yield return folder + TargetFiles.FileName(path);
            }
        }

        foreach (var path in builtAt)
        {
            yield return path;
        }
    }

    private static MetadataReaderProvider? TryOpen(string path)
    {
        var stream = TargetFiles.TryOpen(path);
        if (stream is null)
        {
            return null;
        }

        try
        {
            // Reads everything at once and closes the file.
            return MetadataReaderProvider.FromPortablePdbStream(stream, MetadataStreamOptions.PrefetchMetadata);
        }
        catch (Exception e) when (Malformed.IsExpected(e))
        {
            stream.Dispose();
            return null;
        }
    }

    private static bool Matches(MetadataReaderProvider provider, List<(Guid Guid, uint? Stamp, string Path)> accepted)
    {
        try
        {
            if (provider.GetMetadataReader().DebugMetadataHeader is not { } header || header.Id.Length != 20)
            {
                return false;
            }

            var id = new BlobContentId(header.Id);
            return accepted.Any(a => a.Guid == id.Guid && (a.Stamp is null || a.Stamp == id.Stamp));
        }
        catch (Exception e) when (Malformed.IsExpected(e))
        {
            return false;
        }
    }
}
