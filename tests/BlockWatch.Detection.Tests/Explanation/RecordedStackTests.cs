using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Stacks;

namespace BlockWatch.Detection.Tests.Explanation;

/// <summary>Stacks as the runtimes really gave them, each with the verdict that is right for the code that made it.</summary>
/// <remarks>BLOCKWATCH_UPDATE_RECORDED=1 writes the present verdicts into the files: read the difference before you keep it.</remarks>
public sealed class RecordedStackTests
{
    [Theory]
    [InlineData("net8")]
    [InlineData("net9")]
    [InlineData("net10")]
    public void Every_recorded_stack_gets_its_verdict(string runtime)
    {
        string path = Repository.PathOf("tests", "BlockWatch.Detection.Tests", "Explanation", "recorded", $"{runtime}.stacks");
        string[] lines = File.ReadAllLines(path);
        var explainer = new StackExplainer(new DetectionOptions());

        string[] actual = [.. lines.Select((line, i) => line.StartsWith("== ", StringComparison.Ordinal) ? Judge(explainer, lines, i) : line)];

        if (Environment.GetEnvironmentVariable("BLOCKWATCH_UPDATE_RECORDED") == "1")
        {
            File.WriteAllLines(path, actual);
        }

        Assert.Equal(lines, actual);
    }

    private static string Judge(StackExplainer explainer, string[] lines, int header)
    {
        string evidence = lines[header].Split(' ')[1];
        CallStack stack = Stacks.Of([.. lines.Skip(header + 1).TakeWhile(l => l.Length > 0)]);
        StackVerdict? verdict = evidence switch
        {
            "wait" => explainer.Explain(stack, EvidenceKind.Wait, ranManagedCode: false),
            "contention" => explainer.Explain(stack, EvidenceKind.Contention, ranManagedCode: false),
            "sampled-managed" => explainer.Explain(stack, EvidenceKind.Samples, ranManagedCode: true),
            "sampled-native" => explainer.Explain(stack, EvidenceKind.Samples, ranManagedCode: false),
            _ => throw new FormatException($"Line {header + 1}: unknown evidence '{evidence}'."),
        };
        return verdict is null
            ? $"== {evidence} => nothing to report"
            : $"== {evidence} => {verdict.Category} | {verdict.UserFrame?.Method ?? "-"} | {verdict.BlockingFrame?.Method ?? "-"} | {verdict.Replacement ?? "-"}";
    }
}
