namespace BlockWatch.EventPipe.Symbols;

/// <summary>A method as the runtime's method events name it.</summary>
/// <param name="TypeName">MethodNamespace of the event: the declaring type in metadata spelling.</param>
/// <param name="MethodName">The method's name in metadata spelling.</param>
/// <param name="Signature">The signature text of the event; empty when unknown.</param>
/// <param name="Token">The MethodDef token (0x06…); 0 for a method that no metadata describes.</param>
/// <param name="Module">The module the method belongs to.</param>
internal sealed record MethodIdentity(string TypeName, string MethodName, string Signature, int Token, ModuleIdentity Module);
