using System.Reflection.Metadata;

namespace BlockWatch.EventPipe.Symbols.Sources;

/// <summary>Reads the type of a custom attribute.</summary>
internal static class AttributeNames
{
    /// <summary>The simple name of the attribute's type; null for forms that no compiler writes.</summary>
    public static string? Of(MetadataReader metadata, CustomAttribute attribute)
    {
        var type = attribute.Constructor.Kind switch
        {
            HandleKind.MemberReference => metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent,
            HandleKind.MethodDefinition => metadata.GetMethodDefinition((MethodDefinitionHandle)attribute.Constructor).GetDeclaringType(),
            _ => default(EntityHandle),
        };
        return type.Kind switch
        {
            HandleKind.TypeReference => metadata.GetString(metadata.GetTypeReference((TypeReferenceHandle)type).Name),
            HandleKind.TypeDefinition when !type.IsNil => metadata.GetString(metadata.GetTypeDefinition((TypeDefinitionHandle)type).Name),
            _ => null,
        };
    }
}
