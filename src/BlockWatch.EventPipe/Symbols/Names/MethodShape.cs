namespace BlockWatch.EventPipe.Symbols.Names;

/// <summary>A method's signature.</summary>
/// <param name="IsInstance">True when it takes <c>this</c>.</param>
/// <param name="GenericArity">How many type parameters the method has itself; from text, at least this many.</param>
/// <param name="Return">The returned type.</param>
/// <param name="Parameters">In order, without <c>this</c>.</param>
internal sealed record MethodShape(bool IsInstance, int GenericArity, TypeShape Return, IReadOnlyList<ParameterShape> Parameters);

/// <summary>One parameter.</summary>
/// <param name="Type">Its type; a <see cref="ReferenceShape"/> when it is passed by reference.</param>
/// <param name="Mode">The keyword for a reference.</param>
internal sealed record ParameterShape(TypeShape Type, ParameterMode Mode = ParameterMode.Ref);

/// <summary>Which way a reference passes its value. Only metadata can tell; the text of an event cannot.</summary>
internal enum ParameterMode : byte
{
    Ref,
    In,
    Out,
}
