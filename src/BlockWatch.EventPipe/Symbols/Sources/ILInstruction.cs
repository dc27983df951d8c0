using System.Reflection.Emit;

namespace BlockWatch.EventPipe.Symbols.Sources;

/// <summary>One instruction of a method's IL.</summary>
/// <param name="Offset">Where it begins, bytes from the beginning of the method's code.</param>
/// <param name="Code">What it does.</param>
/// <param name="Token">The method or field that it names; 0 when it names neither.</param>
internal readonly record struct ILInstruction(int Offset, OpCode Code, int Token);
