using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using BlockWatch.EventPipe.Symbols.Names;

namespace BlockWatch.EventPipe.Symbols.Sources;

/// <summary>Finds which types a statement makes the runtime initialize: those whose static fields it uses, whose methods it calls, which it constructs.</summary>
/// <remarks>ECMA-335, II.10.5.3: these accesses trigger the execution of a type initializer.</remarks>
internal static class InitializedTypes
{
    /// <summary>Full names in metadata spelling, nested types joined by '+', without type arguments.</summary>
    /// <param name="metadata">The module's metadata.</param>
    /// <param name="il">The method's IL.</param>
    /// <param name="from">The statement's first IL offset.</param>
    /// <param name="to">The IL offset after it.</param>
    /// <exception cref="BadImageFormatException">The code is cut off, or a token stands for nothing.</exception>
    public static List<string> Within(MetadataReader metadata, byte[] il, int from, int to) =>
    [
        .. ILCode.Instructions(il)
            .Where(i => i.Offset >= from && i.Offset < to && (IsStaticField(i.Code) || i.Code == OpCodes.Call || i.Code == OpCodes.Newobj))
            .Select(i => DeclaringTypeOf(metadata, MetadataTokens.EntityHandle(i.Token)))
            .OfType<string>()
            .Distinct(),
    ];

    private static bool IsStaticField(OpCode code) => code == OpCodes.Ldsfld || code == OpCodes.Ldsflda || code == OpCodes.Stsfld;

    private static string? DeclaringTypeOf(MetadataReader metadata, EntityHandle member) => member.Kind switch
    {
        HandleKind.FieldDefinition => NameOf(metadata, metadata.GetFieldDefinition((FieldDefinitionHandle)member).GetDeclaringType()),
        HandleKind.MethodDefinition => NameOf(metadata, metadata.GetMethodDefinition((MethodDefinitionHandle)member).GetDeclaringType()),
        HandleKind.MemberReference => NameOf(metadata, metadata.GetMemberReference((MemberReferenceHandle)member).Parent),
        HandleKind.MethodSpecification => DeclaringTypeOf(metadata, metadata.GetMethodSpecification((MethodSpecificationHandle)member).Method),
        _ => null,
    };

    private static string? NameOf(MetadataReader metadata, EntityHandle type) => type.Kind switch
    {
        HandleKind.TypeDefinition => ShapeProvider.FullName(metadata, (TypeDefinitionHandle)type),
        HandleKind.TypeReference => NameOf(ShapeProvider.Instance.GetTypeFromReference(metadata, (TypeReferenceHandle)type, rawTypeKind: 0)),
        HandleKind.TypeSpecification => NameOf(metadata, metadata.GetTypeSpecification((TypeSpecificationHandle)type)),
        _ => null,
    };

    private static string? NameOf(MetadataReader metadata, TypeSpecification type) =>
        SoundSignature.IsType(metadata.GetBlobReader(type.Signature)) ? NameOf(type.DecodeSignature(ShapeProvider.Instance, null)) : null;

    private static string? NameOf(TypeShape shape) => shape is NamedShape named ? named.FullName : null;
}
