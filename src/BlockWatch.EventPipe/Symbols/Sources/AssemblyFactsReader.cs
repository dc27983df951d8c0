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
            Product(metadata, assembly));
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

    private static string Product(MetadataReader metadata, AssemblyDefinition assembly)
    {
        foreach (var handle in assembly.GetCustomAttributes())
        {
            var attribute = metadata.GetCustomAttribute(handle);
            if (AttributeNames.Of(metadata, attribute) != "AssemblyProductAttribute")
            {
                continue;
            }

            var value = metadata.GetBlobReader(attribute.Value);
            if (value.Length > 3 && value.ReadUInt16() == 1)
            {
                return value.ReadSerializedString() ?? "";
            }
        }

        return "";
    }
}
