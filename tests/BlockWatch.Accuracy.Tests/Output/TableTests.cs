using BlockWatch.Accuracy.Output;
using BlockWatch.Accuracy.Tests.Results;

namespace BlockWatch.Accuracy.Tests.Output;

public class TableTests
{
    [Fact]
    public void The_console_table_has_a_line_for_each_row_and_the_totals_of_each_runtime() =>
        Assert.Equal(
            """
            scenario     .NET  watch   truth  truth ms  found  found ms  stalls  sites  precision  outside     rule   method     line  dur p50  dur p95  first ms  BW0009  BW0007  BW0010  target
            shop           10  attach      2       400      1       204  50.0 %    1/1        1/1        0  100.0 %  100.0 %  100.0 %    2.0 %    2.0 %       205       0       0       0      ok
            shop           10  attach      0         0      0         0       -    0/0        0/0        0        -        -        -        -        -         -       0       0       0      ok
            shop (twin)     8  run         -         -      -         -       -      -          -        -        -        -        -        -        -         -       -       -       -  failed
            all faulty     10              2       400      1       204  50.0 %    1/1        1/1        0  100.0 %  100.0 %  100.0 %    2.0 %    2.0 %         -       0       0       0

            """.ReplaceLineEndings("\n"),
            ConsoleTable.Format(MeasurementTests.Sample().Rows));

    [Fact]
    public void Progress_is_one_line() =>
        Assert.Equal(
            [
                "shop .NET 10 attach: truth 2, truth ms 400, found 1, found ms 204, stalls 50.0 %, sites 1/1, precision 1/1, outside 0, rule 100.0 %, method 100.0 %, line 100.0 %, dur p50 2.0 %, dur p95 2.0 %, first ms 205, BW0009 0, BW0007 0, BW0010 0, target ok",
                "shop .NET 10 attach: truth 0, truth ms 0, found 0, found ms 0, sites 0/0, precision 0/0, outside 0, BW0009 0, BW0007 0, BW0010 0, target ok",
                "shop (twin) .NET 8 run: failed: Not over",
            ],
            MeasurementTests.Sample().Rows.Select(ConsoleTable.Progress));

    [Fact]
    public void The_section_of_a_page_is_replaced_and_the_rest_of_it_stays() =>
        Assert.Equal(
            $"""
            # Page
            {MarkdownSection.Begin()}

            Measured on 2026-11-22, 2 processors, with

            ```
            dotnet run
            ```

            | scenario | .NET | watch | truth | truth ms | found | found ms | stalls | sites | precision | outside | rule | method | line | dur p50 | dur p95 | first ms | BW0009 | BW0007 | BW0010 | target |
            | --- | ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
            | shop | 10 | attach | 2 | 400 | 1 | 204 | 50.0 % | 1/1 | 1/1 | 0 | 100.0 % | 100.0 % | 100.0 % | 2.0 % | 2.0 % | 205 | 0 | 0 | 0 | ok |
            | shop | 10 | attach | 0 | 0 | 0 | 0 | - | 0/0 | 0/0 | 0 | - | - | - | - | - | - | 0 | 0 | 0 | ok |
            | shop (twin) | 8 | run | - | - | - | - | - | - | - | - | - | - | - | - | - | - | - | - | - | failed |
            | **all faulty** | **10** |  | **2** | **400** | **1** | **204** | **50.0 %** | **1/1** | **1/1** | **0** | **100.0 %** | **100.0 %** | **100.0 %** | **2.0 %** | **2.0 %** | **-** | **0** | **0** | **0** |  |

            Targets that are missed:

            - shop (twin) .NET 8 run: Not over
            - .NET 10: recall of stalls is 0.500, must be at least 0.98

            What was missed or said wrongly, in single rows:

            - shop .NET 10 attach: Sleep Shop.PayAsync:4: missed, 1 of 2 times

            {MarkdownSection.End()}
            The end.
            """.ReplaceLineEndings("\n"),
            MarkdownSection.Replace($"# Page\n{MarkdownSection.Begin()}\nold\n{MarkdownSection.End()}\nThe end.", MeasurementTests.Sample()));

    [Fact]
    public void A_section_that_is_named_leaves_the_others_alone()
    {
        string page = $"{MarkdownSection.Begin()}\nall\n{MarkdownSection.End()}\n{MarkdownSection.Begin("async")}\nold\n{MarkdownSection.End("async")}\n";

        string replaced = MarkdownSection.Replace(page, MeasurementTests.Sample(), "async");

        Assert.StartsWith($"{MarkdownSection.Begin()}\nall\n{MarkdownSection.End()}\n", replaced);
        Assert.DoesNotContain("old", replaced, StringComparison.Ordinal);
        Assert.Equal("<!-- accuracy async: begin, written by tests/BlockWatch.Accuracy -->", MarkdownSection.Begin("async"));
    }

    [Fact]
    public void A_row_that_was_watched_with_detail_says_so_and_how_many_chains_were_right()
    {
        RowResult sample = MeasurementTests.Sample().Rows[0];
        RowResult row = sample with { Detail = "full", Figures = sample.Figures! with { Chain = new Share(23, 24) } };

        string section = MarkdownSection.Format(MeasurementTests.Sample() with { Rows = [row] });

        Assert.Contains("| shop | 10 | attach, detail full | 2 |", section, StringComparison.Ordinal);
        Assert.Contains("\n- shop .NET 10 attach: 23/24\n", section, StringComparison.Ordinal);
        Assert.EndsWith(", target ok, chain 23/24", ConsoleTable.Progress(row), StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_without_the_marks_is_left_alone() =>
        Assert.Throws<InvalidOperationException>(() => MarkdownSection.Replace("# Page", MeasurementTests.Sample()));
}
