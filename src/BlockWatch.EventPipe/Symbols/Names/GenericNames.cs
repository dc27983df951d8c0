using System.Globalization;

namespace BlockWatch.EventPipe.Symbols.Names;

/// <summary>The spelling of each generic parameter in the display of one method.</summary>
/// <remarks>
/// A parameter of the type is spelled as its known argument (<c>int</c>), else by its name in metadata (<c>TKey</c>), else <c>T</c>, or
/// <c>T1</c>, <c>T2</c> when there are several. A parameter of the method that nobody named is <c>T</c> when its type has none, else <c>TM</c>.
/// </remarks>
internal sealed class GenericNames
{
    /// <summary>The stand-in for every reference type in code that instantiations share.</summary>
    public const string Canon = "System.__Canon";

    // A signature may say that there are half a billion; who writes so many has a damaged file, and none of them is spelled.
    private const int MostParameters = 1000;

    private readonly int _typeParametersOfMethod;
    private readonly IReadOnlyList<string> _methodNames;

    public GenericNames(RuntimeTypeName type, MethodDetails? details, int methodArity)
    {
        var arity = type.Arity;
        var names = details?.TypeParameterNames ?? [];
        var types = new string[arity];
        for (var i = 0; i < arity; i++)
        {
            var known = type.Arguments.Count == arity ? type.Arguments[i] : null;
            types[i] = known is null or NamedShape { FullName: Canon }
                ? names.Count == arity ? names[i] : Numbered("T", i, arity)
                : TypeSpelling.Of(known, null) ?? Numbered("T", i, arity);
        }

        OfType = types;
        _typeParametersOfMethod = details?.KickoffTypeArity ?? -1;
        _methodNames = details is { MethodParameterNames.Count: > 0 } ? details.MethodParameterNames : [];
        MethodArity = Math.Max(methodArity > MostParameters ? 0 : methodArity, _methodNames.Count);
    }

    /// <summary>One for each type parameter of the declaring type and those around it.</summary>
    public IReadOnlyList<string> OfType { get; }

    /// <summary>How many type parameters the method has itself.</summary>
    public int MethodArity { get; }

    public string? TypeParameter(int index) => index < OfType.Count ? OfType[index] : null;

    public string? MethodParameter(int index)
    {
        // The type parameters of an async method have become those of its state machine, after those of the declaring type.
        if (_typeParametersOfMethod >= 0)
        {
            return TypeParameter(_typeParametersOfMethod + index);
        }

        return index < _methodNames.Count
            ? _methodNames[index]
            : Numbered(OfType.Count == 0 ? "T" : "TM", index, Math.Max(MethodArity, index + 1));
    }

    private static string Numbered(string letter, int index, int count) =>
        count == 1 ? letter : string.Create(CultureInfo.InvariantCulture, $"{letter}{index + 1}");
}
