using BlockWatch.Reports.Model;
using BlockWatch.Reports.Wording;

namespace BlockWatch.Reports.Tests.Wording;

public class LostTaskTextTests
{
    private const string Starter = "Shop.OrderAsync()";

    [Fact]
    public void What_all_failed_with_is_said_in_one_word() => Assert.Equal(
        "2 tasks failed with System.TimeoutException, started by Shop.OrderAsync(); nothing waited for them",
        LostTaskText.Of(Lost(Starter, ("System.TimeoutException", 2)), 2));

    [Fact]
    public void What_only_some_are_known_to_have_failed_with_is_counted() => Assert.Equal(
        "5 tasks failed (2 with System.TimeoutException, 1 with Shop.Refused); nothing waited for them",
        LostTaskText.Of(Lost(null, ("System.TimeoutException", 2), ("Shop.Refused", 1)), 5));

    [Fact]
    public void When_it_is_not_certain_nothing_is_said_of_it() => Assert.Equal("1 task failed; nothing waited for it", LostTaskText.Of(Lost(null), 1));

    [Fact]
    public void One_that_still_ran_has_not_failed() => Assert.Equal(
        "1 task still ran as the program ended, started by Shop.OrderAsync(); nothing was seen to wait for it",
        LostTaskText.Of(Lost(Starter) with { StillRunning = true }, 1));

    [Fact]
    public void Names_of_the_target_move_no_cursor() =>
        Assert.DoesNotContain('\u001b', LostTaskText.Of(Lost("Shop\u001b[2J", ("Evil\u001b[2J", 1)), 1));

    private static ReportLostTask Lost(string? starter, params (string Type, long Count)[] exceptions) => new()
    {
        StartedBy = starter,
        Exceptions = [.. exceptions.Select(exception => new ReportLostException { Type = exception.Type, Count = exception.Count })],
    };
}
