using System.Globalization;
using System.Text;

namespace BlockWatch.Telemetry.Tests.Prometheus;

/// <summary>Reads Prometheus' text format as its documentation describes it, strictly: what it does not describe is an error.</summary>
internal sealed class ScrapedPage
{
    /// <summary>By <c>name{label=value,…}</c> with unescaped values.</summary>
    public Dictionary<string, double> Samples { get; } = [];

    /// <summary><c>counter</c> or <c>gauge</c>, by name.</summary>
    public Dictionary<string, string> Types { get; } = [];

    public static ScrapedPage Parse(string text)
    {
        ScrapedPage page = new();
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        foreach (string line in text[..^1].Split('\n'))
        {
            if (line.StartsWith("# TYPE ", StringComparison.Ordinal))
            {
                string[] words = line.Split(' ');
                Assert.Equal(4, words.Length);
                page.Types.Add(words[2], words[3]);
            }
            else if (!line.StartsWith("# HELP ", StringComparison.Ordinal))
            {
                page.AddSample(line);
            }
        }

        return page;
    }

    private void AddSample(string line)
    {
        int at = 0;
        while (char.IsAsciiLetterOrDigit(line[at]) || line[at] == '_')
        {
            at++;
        }

        string name = line[..at];
        Assert.True(Types.ContainsKey(name), $"no type before {line}");
        StringBuilder series = new(name);
        if (line[at] == '{')
        {
            series.Append('{');
            do
            {
                int equals = line.IndexOf("=\"", at, StringComparison.Ordinal);
                series.Append(line, at + 1, equals - at - 1).Append('=');
                at = AppendValue(line, equals + 2, series);
                series.Append(line[at]);
            }
            while (line[at] == ',');
            Assert.Equal('}', line[at]);
            at++;
        }

        Assert.Equal(' ', line[at]);
        Samples.Add(series.ToString(), double.Parse(line[(at + 1)..], CultureInfo.InvariantCulture));
    }

    // Returns the place after the closing quote.
    private static int AppendValue(string line, int at, StringBuilder value)
    {
        while (line[at] != '"')
        {
            if (line[at] == '\\')
            {
                at++;
                value.Append(line[at] switch
                {
                    '\\' => '\\',
                    '"' => '"',
                    'n' => '\n',
                    _ => throw new FormatException($"'\\{line[at]}' is no escape: {line}"),
                });
            }
            else
            {
                value.Append(line[at]);
            }

            at++;
        }

        return at + 1;
    }
}
