namespace BlockWatch.Reports.Text;

/// <summary>Writes lines that end in <c>\n</c> on every system, prose broken at the width between words.</summary>
internal sealed class LineWriter(TextWriter writer, int width)
{
    public void Line(string line = "")
    {
        writer.Write(line);
        writer.Write('\n');
    }

    /// <summary>One paragraph.</summary>
    /// <param name="lead">Before the first line.</param>
    /// <param name="text">A word that is longer than the width stays whole.</param>
    public void Prose(string lead, string text) => Prose(lead, new string(' ', lead.Length), text);

    /// <param name="lead">Before the first line.</param>
    /// <param name="others">Before the other lines.</param>
    /// <param name="text">A word that is longer than the width stays whole.</param>
    public void Prose(string lead, string others, string text)
    {
        string line = lead;
        bool empty = true;
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!empty && line.Length + 1 + word.Length > width)
            {
                Line(line);
                line = others;
                empty = true;
            }

            line += empty ? word : " " + word;
            empty = false;
        }

        Line(line.TrimEnd());
    }
}
