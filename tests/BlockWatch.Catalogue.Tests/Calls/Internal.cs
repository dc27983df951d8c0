using System.Reflection;

namespace BlockWatch.Catalogue.Tests.Calls;

/// <summary>Types that the class library and the packages do not show.</summary>
internal static class Internal
{
    /// <summary>A type by its metadata name, in the assembly of another.</summary>
    public static Type TypeOf(Type neighbour, string name) => neighbour.Assembly.GetType(name, throwOnError: true)!;

    /// <summary>The nested type of that name, or the one that the compiler made for the iterator of that name, and numbered.</summary>
    public static Type NestedType(Type outer, string name) =>
        outer.GetNestedTypes(BindingFlags.NonPublic).Single(t => t.Name == name || t.Name.StartsWith($"<{name}>d__", StringComparison.Ordinal));
}
