using System.Reflection;
using BlockWatch.Detection.Explanation;

namespace BlockWatch.Detection.Tests.Explanation;

/// <summary>The types of the shared framework that the tests run on, public or not.</summary>
internal static class SharedFramework
{
    private const BindingFlags Everything = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;

    private static readonly Lazy<ILookup<string, Type>> Types = new(() => Assemblies()
        .SelectMany(a => a.GetTypes())
        .ToLookup(t => t.FullName ?? "", StringComparer.Ordinal));

    public static bool HasMethod(BlockingEntry entry) => TypesOf(entry.TypePattern).Any(t => DeclaredBy(t).Any(m => entry.MatchesMethod(m.Name)));

    public static bool HasCallableMethod(BlockingEntry entry) =>
        TypesOf(entry.TypePattern).Any(t => t.IsVisible && DeclaredBy(t).Any(m => (m.IsPublic || m.IsFamily || m.IsFamilyOrAssembly) && entry.MatchesMethod(m.Name)));

    public static bool HasPublicMember(string fullName)
    {
        (string type, string member) = ApiName.SplitMember(fullName);
        return Types.Value[type].Any(t => t.IsVisible && MembersOf(t).Any(m => m.IsPublic && m.Name == member));
    }

    private static IEnumerable<Type> TypesOf(string pattern) => pattern.Contains('*', StringComparison.Ordinal)
        ? Types.Value.Where(g => Glob.IsMatch(pattern, g.Key)).SelectMany(g => g)
        : Types.Value[pattern];

    private static IEnumerable<MethodBase> MembersOf(Type type) => type.GetMethods(Everything).Concat<MethodBase>(type.GetConstructors(Everything));

    // A frame has the type that declares the method, not one that inherits it.
    private static IEnumerable<MethodBase> DeclaredBy(Type type) => MembersOf(type).Where(m => m.DeclaringType == type);

    private static IEnumerable<Assembly> Assemblies()
    {
        string folder = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        foreach (string file in Directory.EnumerateFiles(folder, "System*.dll"))
        {
            yield return Assembly.Load(new AssemblyName(Path.GetFileNameWithoutExtension(file)));
        }
    }
}
