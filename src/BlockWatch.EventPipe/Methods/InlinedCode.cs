namespace BlockWatch.EventPipe.Methods;

/// <summary>One method that the JIT compiled into another one's body, and where in it an address lies.</summary>
/// <param name="MethodId">The runtime's id of the method that has no body of its own here.</param>
/// <param name="ILOffset">The offset into its IL; -1 when the runtime does not tell.</param>
internal readonly record struct InlinedCode(long MethodId, int ILOffset);
