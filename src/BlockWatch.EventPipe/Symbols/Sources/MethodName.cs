using System.Reflection.Metadata;

namespace BlockWatch.EventPipe.Symbols.Sources;

/// <summary>A method's names as metadata spells them.</summary>
/// <param name="TypeName">With namespace; nested types joined by '+'.</param>
/// <param name="Name">The method's own.</param>
internal sealed record MethodName(string TypeName, string Name)
{
    public static MethodName? Of(MetadataReader metadata, MethodDefinitionHandle handle)
    {
        MethodDefinition method = metadata.GetMethodDefinition(handle);
        return ShapeProvider.FullName(metadata, method.GetDeclaringType()) is { } type ? new MethodName(type, metadata.GetString(method.Name)) : null;
    }
}
