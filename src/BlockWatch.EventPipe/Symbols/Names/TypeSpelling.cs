namespace BlockWatch.EventPipe.Symbols.Names;

/// <summary>Spells a type as C# does, with simple names.</summary>
internal static class TypeSpelling
{
    /// <summary>The spelling, or null when a part of it is not known.</summary>
    /// <param name="shape">The type.</param>
    /// <param name="names">The names of generic parameters; null where there can be none.</param>
    public static string? Of(TypeShape shape, GenericNames? names) => shape switch
    {
        NamedShape named => Named(named, names),
        GenericParameterShape parameter => parameter.OfMethod ? names?.MethodParameter(parameter.Index) : names?.TypeParameter(parameter.Index),
        ArrayShape array => Array(array, names),
        ReferenceShape reference => Of(reference.Element, names) is { } element ? "ref " + element : null,
        PointerShape pointer => Of(pointer.Element, names) is { } element ? element + "*" : null,
        FunctionPointerShape function => List([.. function.Parameters, function.Return], names) is { } list ? $"delegate*<{list}>" : null,
        _ => null,
    };

    /// <summary>A parameter with its keyword: <c>out int</c>.</summary>
    public static string? Of(ParameterShape parameter, GenericNames names)
    {
        if (parameter.Type is not ReferenceShape reference)
        {
            return Of(parameter.Type, names);
        }

        var keyword = parameter.Mode switch
        {
            ParameterMode.In => "in ",
            ParameterMode.Out => "out ",
            _ => "ref ",
        };
        return Of(reference.Element, names) is { } element ? keyword + element : null;
    }

    // C# reads ranks from left to right: an array of int[,] is int[][,].
    private static string? Array(ArrayShape array, GenericNames? names)
    {
        var ranks = "";
        TypeShape element = array;
        while (element is ArrayShape inner)
        {
            ranks += $"[{new string(',', inner.Rank - 1)}]";
            element = inner.Element;
        }

        return Of(element, names) is { } spelled ? spelled + ranks : null;
    }

    private static string? Named(NamedShape named, GenericNames? names)
    {
        if (CSharpKeywords.For(named.FullName) is { } keyword)
        {
            return keyword;
        }

        if (named.FullName == GenericNames.Canon)
        {
            return "T";
        }

        if (named is { FullName: "System.Nullable`1", Arguments.Count: 1 } && Of(named.Arguments[0], names) is { } value)
        {
            return value + "?";
        }

        if (IsTuple(named))
        {
            return List(named.Arguments, names, ", ") is { } items ? $"({items})" : null;
        }

        var segment = RuntimeTypeName.FromFullName(named.FullName).Segments[^1];
        var simple = GeneratedName.Describe(segment.Name);
        if (segment.Arity == 0 || named.Arguments.Count < segment.Arity)
        {
            return simple;
        }

        return List(named.Arguments.Skip(named.Arguments.Count - segment.Arity), names) is { } own ? $"{simple}<{own}>" : null;
    }

    private static bool IsTuple(NamedShape named) =>
        named.FullName.StartsWith("System.ValueTuple`", StringComparison.Ordinal) && named.Arguments.Count is >= 2 and <= 7;

    private static string? List(IEnumerable<TypeShape> shapes, GenericNames? names, string separator = ",")
    {
        var spelled = shapes.Select(shape => Of(shape, names)).ToList();
        return spelled.Contains(null) ? null : string.Join(separator, spelled);
    }
}
