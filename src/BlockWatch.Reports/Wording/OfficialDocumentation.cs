using System.Buffers;

namespace BlockWatch.Reports.Wording;

/// <summary>Addresses that reports may make links of.</summary>
/// <remarks>A report is read from a file, and whoever wrote that has no business to lay links into other people's pages.</remarks>
internal static class OfficialDocumentation
{
    private const string Start = "https://learn.microsoft.com/";

    private static readonly SearchValues<char> PlainAddress = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789:/.-_#");

    /// <summary>True for an address of .NET's own documentation without anything that a format would have to escape.</summary>
    /// <param name="address">An absolute https address in its escaped form.</param>
    public static bool Is(string address) => address.StartsWith(Start, StringComparison.Ordinal) && !address.AsSpan().ContainsAnyExcept(PlainAddress);
}
