using System.Globalization;
using BlockWatch.Reports.Model;
using BlockWatch.Reports.Stacks;
using BlockWatch.Reports.Text;
using BlockWatch.Reports.Wording;

namespace BlockWatch.Reports.Folded;

/// <summary>Folded stacks, one a line: <c>outermost;…;innermost milliseconds</c>, as flamegraph.pl, inferno and speedscope read them.</summary>
internal sealed class FoldedFormat : IReportFormat
{
    public string Name => "folded";

    public IReadOnlyList<string> Extensions { get; } = [".folded"];

    public void Write(Report report, TextWriter writer) => Write(Lines(report, root: null), writer);

    public void Write(ReportSet set, TextWriter writer, ReportWriting writing) =>
        Write(set.Targets.Where(target => target.Report is not null).SelectMany(target => Lines(target.Report!, SetVerdict.NameOf(target))), writer);

    private static IEnumerable<(string Stack, double Milliseconds)> Lines(Report report, string? root) => WeightedStacks.Of(report).Select(stack =>
        (string.Join(';', stack.Frames.Select(frame => frame.Method).Prepend(root).OfType<string>().Select(Frame)), stack.Milliseconds));

    // Equal stacks of several sites are one.
    private static void Write(IEnumerable<(string Stack, double Milliseconds)> stacks, TextWriter writer)
    {
        LineWriter lines = new(writer, int.MaxValue);
        foreach (IGrouping<string, double> stack in stacks.GroupBy(line => line.Stack, line => line.Milliseconds).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            // What happened is not nothing.
            long milliseconds = Math.Max(1, (long)Math.Round(stack.Sum(), MidpointRounding.AwayFromZero));
            lines.Line(string.Create(CultureInfo.InvariantCulture, $"{stack.Key} {milliseconds}"));
        }
    }

    // The semicolon divides frames; a name that is empty would be none.
    private static string Frame(string name) => SafeText.Of(name).Replace(';', ',') is { Length: > 0 } text ? text : "?";
}
