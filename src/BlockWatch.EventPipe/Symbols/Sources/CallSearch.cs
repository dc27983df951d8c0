using System.Buffers.Binary;
using System.Collections.Frozen;
using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace BlockWatch.EventPipe.Symbols.Sources;

/// <summary>Finds where a method calls another one, in its IL.</summary>
internal static class CallSearch
{
    // The first byte of an instruction whose code has two.
    private const int TwoBytes = 0xFE;

    private static readonly FrozenDictionary<int, OpCode> OpCodesByValue = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(static field => (OpCode)field.GetValue(null)!)
        .ToFrozenDictionary(static code => (int)(ushort)code.Value);

    /// <summary>The IL offsets of the instructions that call or construct by a method of this metadata name, in order; empty when there are none.</summary>
    /// <remarks>
    /// By the name alone: a call through an interface or a base class names another type than the method that was compiled into its place.
    /// An instruction that the format does not know ends the search with nothing: what follows could not be told apart.
    /// </remarks>
    /// <param name="metadata">The module's metadata.</param>
    /// <param name="il">The method's IL.</param>
    /// <param name="callee">The called method's name, such as <c>get_Result</c>.</param>
    /// <exception cref="BadImageFormatException">An operand is cut off or a token stands for nothing.</exception>
    public static List<int> OffsetsOf(MetadataReader metadata, ReadOnlySpan<byte> il, string callee)
    {
        var found = new List<int>();
        for (int at = 0; at < il.Length;)
        {
            bool isLong = il[at] == TwoBytes && at + 1 < il.Length;
            if (!OpCodesByValue.TryGetValue(isLong ? (TwoBytes << 8) | il[at + 1] : il[at], out OpCode code))
            {
                return [];
            }

            int operand = at + code.Size;
            int next = operand + OperandBytes(code.OperandType, il[operand..]);
            if (next < operand || next > il.Length)
            {
                throw new BadImageFormatException("An instruction goes beyond the end of its method.");
            }

            if (code is { OperandType: OperandType.InlineMethod, FlowControl: FlowControl.Call }
                && NameOf(metadata, MetadataTokens.EntityHandle(BinaryPrimitives.ReadInt32LittleEndian(il[operand..]))) is { IsNil: false } name
                && metadata.StringComparer.Equals(name, callee))
            {
                found.Add(at);
            }

            at = next;
        }

        return found;
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

    private static StringHandle NameOf(MetadataReader metadata, EntityHandle method) => method.Kind switch
    {
        HandleKind.MethodDefinition => metadata.GetMethodDefinition((MethodDefinitionHandle)method).Name,
        HandleKind.MemberReference => metadata.GetMemberReference((MemberReferenceHandle)method).Name,
        HandleKind.MethodSpecification => NameOf(metadata, metadata.GetMethodSpecification((MethodSpecificationHandle)method).Method),
        _ => default,
    };
}
