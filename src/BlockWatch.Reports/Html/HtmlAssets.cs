using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace BlockWatch.Reports.Html;

/// <summary>The style and the script of the page, and the policy that lets nothing else run or load.</summary>
internal static class HtmlAssets
{
    private static readonly string[] StyleFiles = ["page.css", "timeline.css", "findings.css", "print.css"];
    private static readonly string[] ScriptFiles = ["elements.js", "detail.js", "flame.js", "findings.js", "timeline.js", "start.js"];

    public static string Style { get; } = Read(StyleFiles);

    public static string Script { get; } = Read(ScriptFiles);

    /// <summary>
    /// Nothing is loaded from anywhere, and only this style and this script are obeyed: what a name could smuggle into the page would
    /// neither run nor reach a network.
    /// </summary>
    public static string Policy { get; } =
        $"default-src 'none'; script-src '{Hash(Script)}'; style-src '{Hash(Style)}'; base-uri 'none'; form-action 'none'";

    private static string Read(string[] files) => "\n" + string.Concat(files.Select(Read));

    private static string Read(string file)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"html/{file}")
            ?? throw new InvalidOperationException($"The page's file {file} is not in this build.");
        using StreamReader reader = new(stream, Encoding.UTF8);

        // A browser hashes what it has parsed, whose lines end in \n.
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    private static string Hash(string text) => $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";
}
