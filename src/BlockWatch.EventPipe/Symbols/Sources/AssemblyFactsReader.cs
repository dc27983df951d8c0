using System.Reflection;
using System.Reflection.Metadata;

namespace BlockWatch.EventPipe.Symbols.Sources;

/// <summary>Reads an assembly's identity from its metadata.</summary>
internal static class AssemblyFactsReader
{
    public static AssemblyFacts Read(MetadataReader metadata)
    {
        var assembly = metadata.GetAssemblyDefinition();
        return new AssemblyFacts(
            metadata.GetString(assembly.Name),
            assembly.Version.ToString(),
            PublicKeyToken(metadata.GetBlobBytes(assembly.PublicKey)),
            Attribute(metadata, assembly, "AssemblyProductAttribute") ?? "")
        {
            ReleaseVersion = ReleaseVersion(metadata, assembly),
        };
    }

    private static string PublicKeyToken(byte[] publicKey)
    {
        if (publicKey.Length == 0)
        {
            return "";
        }

        var name = new AssemblyName();
        name.SetPublicKey(publicKey);
        return Convert.ToHexString(name.GetPublicKeyToken() ?? []).ToLowerInvariant();
    }

    // "2.1.35+9f3c…": what follows the plus says which commit it was built from.
    private static string? ReleaseVersion(MetadataReader metadata, AssemblyDefinition assembly)
    {
        string? version = Attribute(metadata, assembly, "AssemblyInformationalVersionAttribute") ?? Attribute(metadata, assembly, "AssemblyFileVersionAttribute");
        version = version?.Split('+')[0].Trim();
        return string.IsNullOrEmpty(version) ? null : version;
    }

    // The one string that the attribute was given; null when it is not there.
    private static string? Attribute(MetadataReader metadata, AssemblyDefinition assembly, string name)
    {
        foreach (var handle in assembly.GetCustomAttributes())
        {
            var attribute = metadata.GetCustomAttribute(handle);
            if (AttributeNames.Of(metadata, attribute) != name)
            {
                continue;
            }

            var value = metadata.GetBlobReader(attribute.Value);
            if (value.Length > 3 && value.ReadUInt16() == 1)
            {
                return value.ReadSerializedString();
            }
        }

        return null;
    }
}
