namespace BlockWatch.EventPipe.Symbols.Names;

/// <summary>What a module's metadata adds to the names that the runtime gives.</summary>
/// <param name="Shape">The signature of the method that a developer wrote: for a state machine, of the method it was made from.</param>
/// <param name="TypeParameterNames">The names of all type parameters of the runtime's declaring type, those of outer types first.</param>
/// <param name="MethodParameterNames">The names of the method's own type parameters; empty for a state machine, whose type carries them.</param>
/// <param name="KickoffTypeArity">For a state machine, the number of type parameters of the type that declares the written method; otherwise null.</param>
internal sealed record MethodDetails(
    MethodShape Shape,
    IReadOnlyList<string> TypeParameterNames,
    IReadOnlyList<string> MethodParameterNames,
    int? KickoffTypeArity)
{
    /// <summary>True for an async method whose body is its own, compiled as runtime async.</summary>
    public bool IsRuntimeAsync { get; init; }
}
