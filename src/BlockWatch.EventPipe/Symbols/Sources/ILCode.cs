using System.Buffers.Binary;
using System.Collections.Frozen;
using System.Reflection;
using System.Reflection.Emit;

namespace BlockWatch.EventPipe.Symbols.Sources;

/// <summary>Reads a method's IL.</summary>
internal static class ILCode
{
    // The first byte of an instruction whose code has two.
    private const int TwoBytes = 0xFE;

    private static readonly FrozenDictionary<int, OpCode> OpCodesByValue = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(static field => (OpCode)field.GetValue(null)!)
        .ToFrozenDictionary(static code => (int)(ushort)code.Value);

    /// <summary>The instructions in order. One that the format does not know ends them: what follows could not be told apart.</summary>
    /// <exception cref="BadImageFormatException">The last one is cut off.</exception>
    public static IEnumerable<ILInstruction> Instructions(byte[] il)
    {
        for (int at = 0; at < il.Length;)
        {
            bool isLong = il[at] == TwoBytes && at + 1 < il.Length;
            if (!OpCodesByValue.TryGetValue(isLong ? (TwoBytes << 8) | il[at + 1] : il[at], out OpCode code))
            {
                yield break;
            }

            int operand = at + code.Size;
            int next = operand + OperandBytes(code.OperandType, il.AsSpan(operand));
            if (next < operand || next > il.Length)
            {
                throw new BadImageFormatException("An instruction goes beyond the end of its method.");
            }

            int token = code.OperandType is OperandType.InlineMethod or OperandType.InlineField ? BinaryPrimitives.ReadInt32LittleEndian(il.AsSpan(operand)) : 0;
            yield return new ILInstruction(at, code, token);
            at = next;
        }
    }

    private static int OperandBytes(OperandType operand, ReadOnlySpan<byte> rest) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch when BinaryPrimitives.TryReadInt32LittleEndian(rest, out int places) => checked(4 + (places * 4)),
        _ => 4,
    };
}
