namespace BlockWatch.Accuracy.Tests.Results;

public class FiguresTests
{
    [Fact]
    public void Rows_are_added_up_by_their_counts_and_errors()
    {
        Figures sum = Figures.Sum([With(new Share(1, 1), [0.01]), With(new Share(0, 3), [0.05, 0.02, 0.03])]);

        Assert.Equal(new Share(1, 4), sum.Stalls);
        Assert.Equal(0.25, sum.Stalls.Value);
        Assert.Equal(0.02, sum.DurationErrorP50);
        Assert.Equal(0.05, sum.DurationErrorP95);
    }

    [Fact]
    public void Of_nothing_there_is_no_figure()
    {
        Figures none = Figures.Sum([]);

        Assert.Null(none.Stalls.Value);
        Assert.Null(none.DurationErrorP50);
    }

    internal static Figures With(Share all, IReadOnlyList<double> errors) => new()
    {
        Stalls = all,
        TruthMs = 200,
        FoundMs = 201,
        Sites = all,
        Precise = all,
        OutsideFindings = 0,
        Rule = all,
        Method = all,
        Line = all,
        DurationErrors = errors,
        UnexplainedStalls = 2,
        StarvationEpisodes = 1,
        RuntimePauses = 0,
    };
}
