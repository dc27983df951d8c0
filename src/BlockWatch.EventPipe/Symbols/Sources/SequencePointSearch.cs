using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using BlockWatch.Detection.Stacks;

namespace BlockWatch.EventPipe.Symbols.Sources;

/// <summary>From a method and an IL offset to the line.</summary>
internal static class SequencePointSearch
{
    /// <summary>The IL of the statement around the offset: its first offset and the one after it; empty when the method has no sequence points.</summary>
    public static (int From, int To) StatementAt(MetadataReader pdb, int methodRow, int ilOffset)
    {
        int from = 0;
        int to = 0;
        if (methodRow >= 1 && methodRow <= pdb.MethodDebugInformation.Count)
        {
            foreach (var point in pdb.GetMethodDebugInformation(MetadataTokens.MethodDebugInformationHandle(methodRow)).GetSequencePoints())
            {
                if (point.Offset > ilOffset)
                {
                    return (from, point.Offset);
                }

                (from, to) = (point.Offset, int.MaxValue);
            }
        }

        return (from, to);
    }

    /// <summary>
    /// The visible sequence point at or nearest before the offset; when there is none before, the first visible one of the method; null when
    /// the method has none at all.
    /// </summary>
    /// <remarks>Hidden points (line 0xfeefee) stand for code that the compiler added; it belongs to the statement before it.</remarks>
    public static SourceLocation? Find(MetadataReader pdb, int methodRow, int ilOffset)
    {
        if (methodRow < 1 || methodRow > pdb.MethodDebugInformation.Count)
        {
            return null;
        }

        SequencePoint? found = null;
        foreach (var point in pdb.GetMethodDebugInformation(MetadataTokens.MethodDebugInformationHandle(methodRow)).GetSequencePoints())
        {
            if (point.Offset > ilOffset && found is not null)
            {
                break;
            }

            if (!point.IsHidden)
            {
                found = point;
            }
        }

        if (found is not { } place || place.Document.IsNil)
        {
            return null;
        }

        var file = pdb.GetString(pdb.GetDocument(place.Document).Name);
        return file.Length == 0 ? null : new SourceLocation(file, place.StartLine);
    }
}
