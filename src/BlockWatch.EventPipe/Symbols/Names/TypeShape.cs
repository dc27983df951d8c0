namespace BlockWatch.EventPipe.Symbols.Names;

/// <summary>A type as a signature uses it, before its generic parameters are given names.</summary>
/// <remarks>Both the signature text of method events and the metadata of a file are read into this, so that one renderer spells both.</remarks>
internal abstract record TypeShape
{
    /// <summary>How deep shapes may nest. Signatures come from the target, and recursion on them must end.</summary>
    public const int MaxDepth = 32;
}

/// <summary>A class, struct, enum or primitive. The name is full and in metadata spelling (<c>System.Collections.Generic.List`1</c>).</summary>
/// <remarks>The arguments of a nested type begin with those of the types around it.</remarks>
internal sealed record NamedShape(string FullName, IReadOnlyList<TypeShape> Arguments) : TypeShape
{
    public NamedShape(string fullName) : this(fullName, [])
    {
    }
}

/// <summary>A generic parameter, by its position: <c>!0</c> of the type or <c>!!0</c> of the method.</summary>
internal sealed record GenericParameterShape(bool OfMethod, int Index) : TypeShape;

internal sealed record ArrayShape(TypeShape Element, int Rank) : TypeShape;

internal sealed record ReferenceShape(TypeShape Element) : TypeShape;

internal sealed record PointerShape(TypeShape Element) : TypeShape;

internal sealed record FunctionPointerShape(TypeShape Return, IReadOnlyList<TypeShape> Parameters) : TypeShape;

/// <summary>A type whose spelling we do not know, such as a raw address. A list with one in it is not shown.</summary>
internal sealed record UnknownShape : TypeShape;
