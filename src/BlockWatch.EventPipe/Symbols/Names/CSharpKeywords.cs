namespace BlockWatch.EventPipe.Symbols.Names;

/// <summary>The types for which C# has a word of its own.</summary>
internal static class CSharpKeywords
{
    private static readonly Dictionary<string, string> ByFullName = new(StringComparer.Ordinal)
    {
        ["System.Void"] = "void",
        ["System.Boolean"] = "bool",
        ["System.Char"] = "char",
        ["System.SByte"] = "sbyte",
        ["System.Byte"] = "byte",
        ["System.Int16"] = "short",
        ["System.UInt16"] = "ushort",
        ["System.Int32"] = "int",
        ["System.UInt32"] = "uint",
        ["System.Int64"] = "long",
        ["System.UInt64"] = "ulong",
        ["System.IntPtr"] = "nint",
        ["System.UIntPtr"] = "nuint",
        ["System.Single"] = "float",
        ["System.Double"] = "double",
        ["System.Decimal"] = "decimal",
        ["System.String"] = "string",
        ["System.Object"] = "object",
    };

    /// <summary>The keyword for a type's full name, or null.</summary>
    public static string? For(string fullName) => ByFullName.GetValueOrDefault(fullName);
}
