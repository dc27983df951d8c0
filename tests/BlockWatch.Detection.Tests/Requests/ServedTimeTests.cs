using BlockWatch.Detection.Requests;

namespace BlockWatch.Detection.Tests.Requests;

/// <summary>
/// One span of 0 to 100. "S 10 A" is the begin of A's endpoint at 10, "E 90 A" its end.
/// </summary>
public sealed class ServedTimeTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("S 10 A", "A 90")] // it awaited, or it goes on
    [InlineData("E 90 A", "A 90")] // the continuation that ended it
    [InlineData("S 10 A|E 90 A", "A 80")]
    [InlineData("S 10 A|E 20 A|S 30 B", "A 10, B 70")] // the connection had the next request already
    [InlineData("E 40 A|S 50 B|E 90 B", "A 40, B 40")]
    [InlineData("E 40 A|S 50 A|E 90 A", "A 80")]
    [InlineData("E 60 A|E 90 A", "A 60")]
    public void Between_begin_and_end_the_thread_is_the_endpoint_s(string marks, string served) => Assert.Equal(served, Of(marks));

    [Theory]
    [InlineData("E 60 A|E 90 B", "")] // one ended the other: whose the time before was is not known
    [InlineData("E 60 A|S 70 C|E 80 C|E 90 B", "C 10")]
    [InlineData("S 10 A|S 60 B", "B 40")] // A awaited somewhere between
    [InlineData("S 10 A|E 60 B", "")]
    public void What_could_be_two_endpoints_is_neither_s(string marks, string served) => Assert.Equal(served, Of(marks));

    private static string Of(string marks)
    {
        RequestMark[] read = [.. marks.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(Read)];
        return string.Join(", ", ServedTime.Of(read, 0, 100).OrderBy(entry => entry.Key.ToString(), StringComparer.Ordinal).Select(entry => $"{entry.Key} {entry.Value}"));
    }

    private static RequestMark Read(string mark)
    {
        string[] words = mark.Split(' ');
        return new RequestMark(long.Parse(words[1], System.Globalization.CultureInfo.InvariantCulture), RequestName.FromDisplayName(words[2]), words[0] == "S");
    }
}
