using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace BlockWatch.EventPipe.Symbols.Sources;

/// <summary>Finds where a method calls another one, in its IL.</summary>
internal static class CallSearch
{
    /// <summary>The IL offsets of the instructions that call or construct by a method of this metadata name, in order; empty when there are none.</summary>
    /// <remarks>By the name alone: a call through an interface or a base class names another type than the method that was compiled into its place.</remarks>
    /// <param name="metadata">The module's metadata.</param>
    /// <param name="il">The method's IL.</param>
    /// <param name="callee">The called method's name, such as <c>get_Result</c>.</param>
    /// <exception cref="BadImageFormatException">The code is cut off, or a token stands for nothing.</exception>
    public static List<int> OffsetsOf(MetadataReader metadata, byte[] il, string callee) =>
    [
        .. ILCode.Instructions(il)
            .Where(i => i.Code is { OperandType: OperandType.InlineMethod, FlowControl: FlowControl.Call })
            .Where(i => NameOf(metadata, MetadataTokens.EntityHandle(i.Token)) is { IsNil: false } name && metadata.StringComparer.Equals(name, callee))
            .Select(i => i.Offset),
    ];

    private static StringHandle NameOf(MetadataReader metadata, EntityHandle method) => method.Kind switch
    {
        HandleKind.MethodDefinition => metadata.GetMethodDefinition((MethodDefinitionHandle)method).Name,
        HandleKind.MemberReference => metadata.GetMemberReference((MemberReferenceHandle)method).Name,
        HandleKind.MethodSpecification => NameOf(metadata, metadata.GetMethodSpecification((MethodSpecificationHandle)method).Method),
        _ => default,
    };
}
