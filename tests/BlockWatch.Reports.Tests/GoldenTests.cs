using BlockWatch.TestKit;

namespace BlockWatch.Reports.Tests;

/// <summary>That the comparer of golden files can fail.</summary>
public class GoldenTests
{
    private const string Known = "BlockWatch.Reports.Tests/Golden/comparer.txt";

    [Fact]
    public void A_difference_fails_and_is_shown()
    {
        if (Environment.GetEnvironmentVariable(Golden.UpdateVariable) == "1")
        {
            return;
        }

        InvalidOperationException difference = Assert.Throws<InvalidOperationException>(() => Golden.Match("one\nthree\n", Known));

        Assert.Contains("line 2\n  - two\n  + three\n", difference.Message, StringComparison.Ordinal);
        Golden.Match("one\ntwo\n", Known);
    }

    [Fact]
    public void A_file_that_is_not_there_fails()
    {
        string missing = $"BlockWatch.Reports.Tests/Golden/{Path.GetRandomFileName()}.txt";
        if (Environment.GetEnvironmentVariable(Golden.UpdateVariable) == "1")
        {
            return;
        }

        InvalidOperationException problem = Assert.Throws<InvalidOperationException>(() => Golden.Match("text", missing));

        string received = problem.Message.Split('\n').Single(line => line.StartsWith("Received: ", StringComparison.Ordinal))["Received: ".Length..];
        Assert.Equal("text", File.ReadAllText(received));
        File.Delete(received);
    }
}
