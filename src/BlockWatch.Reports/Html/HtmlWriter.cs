using System.Text.Encodings.Web;
using System.Text.Unicode;
using BlockWatch.Reports.Wording;

namespace BlockWatch.Reports.Html;

/// <summary>Writes elements. The only way in which text gets into the page's markup: it is made harmless and encoded here.</summary>
internal sealed class HtmlWriter(TextWriter writer)
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>Opens an element; its content follows on the same line.</summary>
    public HtmlWriter Open(string element, params (string Name, string? Value)[] attributes)
    {
        writer.Write('<');
        writer.Write(element);
        foreach ((string name, string? value) in attributes)
        {
            if (value is not null)
            {
                writer.Write(' ');
                writer.Write(name);
                writer.Write("=\"");
                writer.Write(Encoded(value));
                writer.Write('"');
            }
        }

        writer.Write('>');
        return this;
    }

    public HtmlWriter Close(string element)
    {
        writer.Write("</");
        writer.Write(element);
        writer.Write('>');
        return this;
    }

    public HtmlWriter Text(string text)
    {
        writer.Write(Encoded(text));
        return this;
    }

    /// <summary>An element that holds text alone.</summary>
    public HtmlWriter Element(string element, string text, params (string Name, string? Value)[] attributes) =>
        Open(element, attributes).Text(text).Close(element);

    public HtmlWriter Line()
    {
        writer.Write('\n');
        return this;
    }

    /// <summary>Text of ours that is in the page as it is: style, script, encoded data.</summary>
    public HtmlWriter Raw(string trusted)
    {
        writer.Write(trusted);
        return this;
    }

    /// <summary>Text as it stands in the page.</summary>
    internal static string Encoded(string text) => Encoder.Encode(SafeText.Of(text));
}
