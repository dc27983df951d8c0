using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace BlockWatch.EventPipe.Symbols.Sources;

/// <summary>Finds the written method that a state machine was made from.</summary>
internal static class KickoffSearch
{
    /// <summary>
    /// By the attribute that the compiler leaves on the written method, else by the PDB, which names it for MoveNext; nil when neither says.
    /// Names alone would not do: overloads share them.
    /// </summary>
    public static MethodDefinitionHandle Find(MetadataReader metadata, MetadataReader? pdb, MethodDefinitionHandle member)
    {
        var machine = metadata.GetMethodDefinition(member).GetDeclaringType();
        var outer = metadata.GetTypeDefinition(machine).GetDeclaringType();
        if (outer.IsNil || ShapeProvider.FullName(metadata, machine) is not { } fullName)
        {
            return default;
        }

        foreach (var handle in metadata.GetTypeDefinition(outer).GetMethods())
        {
            if (NamesStateMachine(metadata, handle, fullName))
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
