using System.Collections.Immutable;
using System.Reflection.Metadata;
using BlockWatch.EventPipe.Symbols.Names;
using ArrayBounds = System.Reflection.Metadata.ArrayShape;
using ArrayShape = BlockWatch.EventPipe.Symbols.Names.ArrayShape;

namespace BlockWatch.EventPipe.Symbols.Sources;

/// <summary>Reads the types of metadata signatures as shapes.</summary>
internal sealed class ShapeProvider : ISignatureTypeProvider<TypeShape, object?>
{
    // Deeper nesting of types is not written by people; a forged file may nest a type in itself.
    private const int MaxNesting = 16;

    public static ShapeProvider Instance { get; } = new();

    public TypeShape GetArrayType(TypeShape elementType, ArrayBounds shape) => new ArrayShape(elementType, shape.Rank);

    public TypeShape GetByReferenceType(TypeShape elementType) => new ReferenceShape(elementType);

    public TypeShape GetFunctionPointerType(MethodSignature<TypeShape> signature) =>
        new FunctionPointerShape(signature.ReturnType, signature.ParameterTypes);

    public TypeShape GetGenericInstantiation(TypeShape genericType, ImmutableArray<TypeShape> typeArguments) =>
        genericType is NamedShape named ? named with { Arguments = typeArguments } : new UnknownShape();

    public TypeShape GetGenericMethodParameter(object? genericContext, int index) => new GenericParameterShape(true, index);

    public TypeShape GetGenericTypeParameter(object? genericContext, int index) => new GenericParameterShape(false, index);

    public TypeShape GetModifiedType(TypeShape modifier, TypeShape unmodifiedType, bool isRequired) => unmodifiedType;

    public TypeShape GetPinnedType(TypeShape elementType) => elementType;

    public TypeShape GetPointerType(TypeShape elementType) => new PointerShape(elementType);

    // The members of PrimitiveTypeCode are named like the types of System.
    public TypeShape GetPrimitiveType(PrimitiveTypeCode typeCode) => new NamedShape($"System.{typeCode}");

    public TypeShape GetSZArrayType(TypeShape elementType) => new ArrayShape(elementType, 1);

    public TypeShape GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) =>
        FullName(reader, handle) is { } name ? new NamedShape(name) : new UnknownShape();

    public TypeShape GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind)
    {
        var path = "";
        for (var depth = 0; depth < MaxNesting; depth++)
        {
            var type = reader.GetTypeReference(handle);
            path = path.Length == 0 ? reader.GetString(type.Name) : $"{reader.GetString(type.Name)}+{path}";
            if (type.ResolutionScope.Kind != HandleKind.TypeReference)
            {
                return new NamedShape(Qualified(reader.GetString(type.Namespace), path));
            }

            handle = (TypeReferenceHandle)type.ResolutionScope;
        }

        return new UnknownShape();
    }

    // Only custom modifiers use one here, and they are dropped.
    public TypeShape GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
        new UnknownShape();

    /// <summary>The full name in metadata spelling; null when the nesting has no end.</summary>
    public static string? FullName(MetadataReader reader, TypeDefinitionHandle handle)
    {
        var path = "";
        for (var depth = 0; depth < MaxNesting; depth++)
        {
            var type = reader.GetTypeDefinition(handle);
            path = path.Length == 0 ? reader.GetString(type.Name) : $"{reader.GetString(type.Name)}+{path}";
            handle = type.GetDeclaringType();
            if (handle.IsNil)
            {
                return Qualified(reader.GetString(type.Namespace), path);
            }
        }

        return null;
    }

    private static string Qualified(string ns, string path) => ns.Length == 0 ? path : $"{ns}.{path}";
}
