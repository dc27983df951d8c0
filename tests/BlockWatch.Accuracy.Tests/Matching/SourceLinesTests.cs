namespace BlockWatch.Accuracy.Tests.Matching;

public class SourceLinesTests
{
    private const string Text =
        """
        Fault fault = truth.Begin();
        while (fault.Elapsed < Limit)
        {
            // Again and again.
            Block(); // BLOCKS
        }

        int many = Count(
            1,
            2);

        Fault next = truth.Begin();
        pending
            .Wait(); // BLOCKS
        """;

    private static readonly SourceLines Lines = new(name => name == Made.File ? Text.ReplaceLineEndings("\n").Split('\n') : []);

    [Theory]
    [InlineData(5, 2)]
    [InlineData(2, 1)]
    [InlineData(12, 8)]
    [InlineData(14, 12)]
    [InlineData(1, 1)]
    [InlineData(99, 99)]
    public void The_statement_before_begins_above_blank_lines_braces_and_comments(int line, int expected) =>
        Assert.Equal(expected, Lines.StatementBefore(Made.File, line));

    [Theory]
    [InlineData(5, nameof(LineMatch.Same))]
    [InlineData(2, nameof(LineMatch.StatementBefore))]
    [InlineData(1, nameof(LineMatch.None))]
    [InlineData(6, nameof(LineMatch.None))]
    [InlineData(null, nameof(LineMatch.None))]
    public void A_line_is_right_in_the_statement_or_in_the_one_before_it(int? reported, string expected) =>
        Assert.Equal(expected, Lines.Compare(Made.Truth(0, 200, line: 5), Made.Frame(Made.Method, reported)).ToString());

    [Fact]
    public void The_same_number_in_another_file_is_wrong() =>
        Assert.Equal(LineMatch.None, Lines.Compare(Made.Truth(0, 200, line: 5), new ReportedFrame(Made.Method, "Shop", "/src/Other.cs", 5)));

    [Fact]
    public void The_marked_lines_of_the_scenarios_are_found_in_the_working_copy() =>
        Assert.True(SourceLines.OfSampleTargets().StatementBefore("FiveFaults.cs", MarkedLine.In("FiveFaults.cs", "SleepAsync")) < MarkedLine.In("FiveFaults.cs", "SleepAsync"));
}
