using System.Reflection;
using System.Reflection.Metadata;
using BlockWatch.EventPipe.Symbols.Names;

namespace BlockWatch.EventPipe.Symbols.Sources;

/// <summary>Reads what metadata knows about a method: exact parameters, names of type parameters, the method behind a state machine.</summary>
internal static class MethodDetailsReader
{
    // MethodImplOptions.Async of .NET 10 and later, which this library's framework does not name.
    private const MethodImplAttributes RuntimeAsync = (MethodImplAttributes)0x2000;

    /// <summary>The details; null when the signature cannot be told, as for a state machine whose written method is not found.</summary>
    public static MethodDetails? Read(MetadataReader metadata, MetadataReader? pdb, MethodDefinitionHandle handle)
    {
        var method = metadata.GetMethodDefinition(handle);
        var type = metadata.GetTypeDefinition(method.GetDeclaringType());
        var typeParameters = Names(metadata, type.GetGenericParameters());
        if (GeneratedName.Parse(metadata.GetString(type.Name)) is not { Kind: GeneratedNameKind.StateMachine })
        {
            return ReadShape(metadata, method) is { } shape
                ? new MethodDetails(shape, typeParameters, Names(metadata, method.GetGenericParameters()), null) { IsRuntimeAsync = (method.ImplAttributes & RuntimeAsync) != 0 }
                : null;
        }

        var kickoff = KickoffSearch.Find(metadata, pdb, handle);
        if (kickoff.IsNil)
        {
            return null;
        }

        var written = metadata.GetMethodDefinition(kickoff);
        var arity = metadata.GetTypeDefinition(written.GetDeclaringType()).GetGenericParameters().Count;
        return ReadShape(metadata, written) is { } writtenShape ? new MethodDetails(writtenShape, typeParameters, [], arity) : null;
    }

    private static MethodShape? ReadShape(MetadataReader metadata, MethodDefinition method)
    {
        if (!SoundSignature.IsMethod(metadata.GetBlobReader(method.Signature)))
        {
            return null;
        }

        var signature = method.DecodeSignature(ShapeProvider.Instance, null);
        var modes = new ParameterMode[signature.ParameterTypes.Length];
        foreach (var handle in method.GetParameters())
        {
            var parameter = metadata.GetParameter(handle);
            if (parameter.SequenceNumber >= 1 && parameter.SequenceNumber <= modes.Length)
            {
                modes[parameter.SequenceNumber - 1] = Mode(parameter.Attributes);
            }
        }

        return new MethodShape(
            signature.Header.IsInstance,
            signature.GenericParameterCount,
            signature.ReturnType,
            [.. signature.ParameterTypes.Select((type, i) => new ParameterShape(type, modes[i]))]);
    }

    private static ParameterMode Mode(ParameterAttributes attributes) => (attributes & (ParameterAttributes.In | ParameterAttributes.Out)) switch
    {
        ParameterAttributes.In => ParameterMode.In,
        ParameterAttributes.Out => ParameterMode.Out,
        _ => ParameterMode.Ref,
    };

    private static List<string> Names(MetadataReader metadata, GenericParameterHandleCollection parameters) =>
        [.. parameters.Select(handle => metadata.GetString(metadata.GetGenericParameter(handle).Name))];
}
