using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using BlockWatch.EventPipe.Symbols.Names;

namespace BlockWatch.EventPipe.Symbols.Sources;

/// <summary>Finds the written method that a state machine was made from.</summary>
internal static class KickoffSearch
{
    /// <summary>
    /// By the attribute that the compiler leaves on the written method; by name for lambdas and local functions, which have no attribute but
    /// numbered names; else by the PDB, which names it for MoveNext. Nil when nothing says. The name of a method alone would not do:
    /// overloads share it.
    /// </summary>
    public static MethodDefinitionHandle Find(MetadataReader metadata, MetadataReader? pdb, MethodDefinitionHandle member)
    {
        var machine = metadata.GetMethodDefinition(member).GetDeclaringType();
        var outer = metadata.GetTypeDefinition(machine).GetDeclaringType();
        if (outer.IsNil || ShapeProvider.FullName(metadata, machine) is not { } fullName)
        {
            return default;
        }

        var numbered = NumberedName(metadata.GetString(metadata.GetTypeDefinition(machine).Name));
        foreach (var handle in metadata.GetTypeDefinition(outer).GetMethods())
        {
            if (numbered is null
                ? NamesStateMachine(metadata, handle, fullName)
                : metadata.StringComparer.Equals(metadata.GetMethodDefinition(handle).Name, numbered))
            {
                return handle;
            }
        }

        if (pdb is null || MetadataTokens.GetRowNumber(member) > pdb.MethodDebugInformation.Count)
        {
            return default;
        }

        var kickoff = pdb.GetMethodDebugInformation(member.ToDebugInformationHandle()).GetStateMachineKickoffMethod();
        return MetadataTokens.GetRowNumber(kickoff) <= metadata.MethodDefinitions.Count ? kickoff : default;
    }

    private static string? NumberedName(string machine) =>
        GeneratedName.Parse(machine) is { Kind: GeneratedNameKind.StateMachine } made
        && GeneratedName.Parse(made.Inner) is { Kind: GeneratedNameKind.Lambda or GeneratedNameKind.LocalFunction }
            ? made.Inner
            : null;

    private static bool NamesStateMachine(MetadataReader metadata, MethodDefinitionHandle method, string machine)
    {
        foreach (var handle in metadata.GetCustomAttributes(method))
        {
            var attribute = metadata.GetCustomAttribute(handle);
            if (AttributeNames.Of(metadata, attribute) is not ("AsyncStateMachineAttribute" or "IteratorStateMachineAttribute"
                or "AsyncIteratorStateMachineAttribute"))
            {
                continue;
            }

            var value = metadata.GetBlobReader(attribute.Value);
            if (value.Length > 3 && value.ReadUInt16() == 1 && value.ReadSerializedString() == machine)
            {
                return true;
            }
        }

        return false;
    }
}
