using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using BlockWatch.Detection.Explanation;

namespace BlockWatch.Catalogue.Tests;

/// <summary>What the catalogue says of packages, looked up in the versions that the tests reference.</summary>
public sealed class PackageTests
{
    // Not to be had where this was written.
    private static readonly string[] Absent = ["Oracle."];

    private static readonly Lazy<ILookup<string, (string Method, bool IsPublic)>> Methods = new(ReadAll);

    [Fact]
    public void Every_method_of_a_package_exists_in_it()
    {
        string[] missing =
        [
            .. External()
                .Where(e => !Methods.Value.Any(type => Glob.IsMatch(e.TypePattern, type.Key) && type.Any(m => e.MatchesMethod(m.Method))))
                .Select(e => $"line {e.Line}: {e.TypePattern} {e.MethodPattern}"),
        ];

        Assert.True(missing.Length == 0, string.Join('\n', missing));
    }

    [Fact]
    public void Every_replacement_in_a_package_exists_and_is_public()
    {
        string[] missing =
        [
            .. External()
                .Where(e => e.ReplacementMember is not null && !HasPublic(e.ReplacementMember))
                .Select(e => $"line {e.Line}: {e.ReplacementMember}"),
        ];

        Assert.True(missing.Length == 0, string.Join('\n', missing));
    }

    private static IEnumerable<BlockingEntry> External() =>
        BlockingCatalog.Default.Entries.Where(e => e.IsExternal && !Absent.Any(name => e.TypePattern.StartsWith(name, StringComparison.Ordinal)));

    private static bool HasPublic(string fullName)
    {
        (string type, string member) = ApiName.SplitMember(fullName);
        return Methods.Value[type].Contains((member, true));
    }

    // As metadata: nothing of them has to be loaded, nor what they would need in turn.
    private static ILookup<string, (string Method, bool IsPublic)> ReadAll() => Directory
        .EnumerateFiles(AppContext.BaseDirectory, "*.dll")
        .SelectMany(ReadAssembly)
        .ToLookup(m => m.Type, m => (m.Method, m.IsPublic), StringComparer.Ordinal);

    private static List<(string Type, string Method, bool IsPublic)> ReadAssembly(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        var methods = new List<(string, string, bool)>();
        if (!file.HasMetadata)
        {
            return methods;
        }

        MetadataReader reader = file.GetMetadataReader();
        foreach (TypeDefinition type in reader.TypeDefinitions.Select(reader.GetTypeDefinition))
        {
            string name = NameOf(reader, type);
            foreach (MethodDefinition method in type.GetMethods().Select(reader.GetMethodDefinition))
            {
                methods.Add((name, reader.GetString(method.Name), (method.Attributes & MethodAttributes.MemberAccessMask) == MethodAttributes.Public));
            }
        }

        return methods;
    }

    private static string NameOf(MetadataReader reader, TypeDefinition type)
    {
        string name = reader.GetString(type.Name);
        if (!type.GetDeclaringType().IsNil)
        {
            return $"{NameOf(reader, reader.GetTypeDefinition(type.GetDeclaringType()))}+{name}";
        }

        string space = reader.GetString(type.Namespace);
        return space.Length == 0 ? name : $"{space}.{name}";
    }
}
