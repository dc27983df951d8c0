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

    public static bool HasMethod(BlockingEntry entry) => TypesOf(entry.TypePattern).Any(t => MembersOf(t).Any(m => entry.MatchesMethod(m.Name)));

    public static bool HasPublicMethod(BlockingEntry entry) =>
        TypesOf(entry.TypePattern).Any(t => t.IsVisible && MembersOf(t).Any(m => m.IsPublic && entry.MatchesMethod(m.Name)));

    public static bool HasPublicMember(string fullName)
    {
        (string type, string member) = ApiName.SplitMember(fullName);
        return Types.Value[type].Any(t => t.IsVisible && MembersOf(t).Any(m => m.IsPublic && m.Name == member));
    }

    private static IEnumerable<Type> TypesOf(string pattern) => pattern.Contains('*', StringComparison.Ordinal)
        ? Types.Value.Where(g => Glob.IsMatch(pattern, g.Key)).SelectMany(g => g)
        : Types.Value[pattern];

    // A method that a type inherits is called on it and shows under its base type; a frame has the declaring type, but
    // overloads may be declared on both. Static constructors and the like are members here too.
    private static IEnumerable<MethodBase> MembersOf(Type type) => type.GetMethods(Everything).Concat<MethodBase>(type.GetConstructors(Everything));

    private static IEnumerable<Assembly> Assemblies()
    {
        string folder = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        foreach (string file in Directory.EnumerateFiles(folder, "System*.dll"))
        {
            yield return Assembly.LoadFrom(file);
        }
    }
}
