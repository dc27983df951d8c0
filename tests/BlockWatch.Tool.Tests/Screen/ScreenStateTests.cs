using BlockWatch.Detection.Findings;
using BlockWatch.Tool.Screen.Model;

namespace BlockWatch.Tool.Tests.Screen;

public class ScreenStateTests
{
    private readonly ScreenState _state = Looks.Busy();

    [Fact]
    public void The_site_that_took_the_most_is_first_and_selected()
    {
        Assert.Equal(["BW0001", "BW0004", "BW0003"], Rules());
        Assert.Equal(0, _state.SelectedIndex);
    }

    [Fact]
    public void Sorting_goes_round()
    {
        List<string> firsts = [];
        for (int i = 0; i < 5; i++)
        {
            Press("o");
            firsts.Add($"{_state.Sort} {Rules()[0]}");
        }

        Assert.Equal(["Count BW0003", "P95 BW0001", "Max BW0003", "LastSeen BW0004", "PoolSeconds BW0001"], firsts);
    }

    [Fact]
    public void A_site_keeps_being_selected_when_its_rank_changes()
    {
        Press(ScreenKeyKind.Down);
        Press("o");

        Assert.Equal("BW0004", _state.Selected!.Finding.Site.RuleId);
        Assert.Equal(2, _state.SelectedIndex);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2, ScreenKeyKind.Down)]
    [InlineData(2, ScreenKeyKind.Down, ScreenKeyKind.Down, ScreenKeyKind.Down)]
    [InlineData(0, ScreenKeyKind.Up, ScreenKeyKind.Up)]
    [InlineData(2, ScreenKeyKind.PageDown)]
    [InlineData(0, ScreenKeyKind.PageUp)]
    [InlineData(2, ScreenKeyKind.End)]
    [InlineData(0, ScreenKeyKind.End, ScreenKeyKind.Home)]
    internal void The_selection_stays_within_the_list(int index, params ScreenKeyKind[] keys)
    {
        Press(ScreenKeyKind.Down);
        Press(keys);

        Assert.Equal(index, _state.SelectedIndex);
    }

    [Fact]
    public void The_filter_finds_rule_method_and_file_in_any_case()
    {
        Press("/bw0003");
        Assert.Equal(["BW0003"], Rules());
        Press(ScreenKeyKind.Escape);
        Press("/SENDER.CS:117");
        Assert.Equal(["BW0004"], Rules());
        Press(ScreenKeyKind.Enter);
        Assert.False(_state.IsTypingFilter);
        Assert.Equal(["BW0004"], Rules());
        Press(ScreenKeyKind.Escape);
        Assert.Equal(3, _state.Rows.Count);
    }

    [Fact]
    public void Letters_in_the_filter_are_no_commands()
    {
        Press("/qpx");
        Press(ScreenKeyKind.Backspace);

        Assert.Equal("qp", _state.Filter);
        Assert.False(_state.IsPaused);
        Assert.False(_state.IsEnding);
    }

    [Fact]
    public void The_filter_cannot_grow_for_ever()
    {
        Press("/" + new string('x', 1_000));

        Assert.Equal(60, _state.Filter.Length);
    }

    [Fact]
    public void Enter_opens_what_the_filter_left_and_escape_goes_back()
    {
        Press("/send");
        Press(ScreenKeyKind.Enter, ScreenKeyKind.Enter);

        Assert.Equal(ScreenPage.Detail, _state.Page);
        Assert.Equal("BW0004", _state.Selected!.Finding.Site.RuleId);
        Press(ScreenKeyKind.Escape);
        Assert.Equal(ScreenPage.Sites, _state.Page);
    }

    [Fact]
    public void A_site_that_is_looked_at_stays_when_another_takes_the_first_place()
    {
        Press(ScreenKeyKind.Enter);
        Finding[] others = Looks.Findings();
        _state.Observe(Looks.Look(13, Looks.BusyAt(12) with { Findings = [others[1] with { PoolThreadSeconds = 100 }, others[0], others[2]] }));

        Assert.Equal("BW0001", _state.Selected!.Finding.Site.RuleId);
        Assert.Equal("BW0004", Rules()[0]);
    }

    [Fact]
    public void A_site_that_is_gone_is_no_longer_there_to_look_at()
    {
        Press(ScreenKeyKind.Enter);
        _state.Observe(Looks.Look(13, DetectionSnapshot.Empty));

        Assert.Null(_state.Selected);
    }

    [Fact]
    public void Help_and_the_rule_s_page_go_back_to_where_they_were_opened()
    {
        Press(ScreenKeyKind.Enter);
        Press("e?");
        Assert.Equal(ScreenPage.Help, _state.Page);
        Press(ScreenKeyKind.Escape);
        Assert.Equal(ScreenPage.Detail, _state.Page);
        Press("ee");
        Assert.Equal(ScreenPage.Detail, _state.Page);
    }

    [Fact]
    public void Without_a_site_there_is_nothing_to_open()
    {
        ScreenState empty = Looks.State();
        empty.Press(new ScreenKey(ScreenKeyKind.Enter));
        empty.Press(ScreenKey.Of('e'));
        empty.Press(ScreenKey.Of('r'));
        empty.Press(new ScreenKey(ScreenKeyKind.Down));

        Assert.Equal(ScreenPage.Sites, empty.Page);
        Assert.Null(empty.Selected);
    }

    [Theory]
    [InlineData('q')]
    [InlineData('Q')]
    public void Quitting_is_asked_of_the_watch(char key)
    {
        Assert.Equal(ScreenRequest.Quit, _state.Press(ScreenKey.Of(key)));
        Assert.True(_state.IsEnding);
    }

    [Fact]
    public void Saving_is_asked_of_the_watch() => Assert.Equal(ScreenRequest.Save, _state.Press(ScreenKey.Of('s')));

    [Fact]
    public void A_pause_holds_the_picture_and_its_end_shows_the_newest()
    {
        Press("p");
        ScreenPicture? held = _state.Picture;
        _state.Observe(Looks.Look(13, DetectionSnapshot.Empty));
        Assert.Same(held, _state.Picture);
        Press("p");
        _state.Observe(Looks.Look(14, DetectionSnapshot.Empty));
        Assert.Empty(_state.Picture!.Sites);
    }

    [Fact]
    public void After_a_reset_only_what_happened_since_counts()
    {
        Press("r");
        _state.Observe(Looks.Look(13, Looks.BusyAt(12)));

        // One of them goes on: it is shown whatever it took since then.
        Assert.Equal(["BW0001"], Rules());
        Assert.Equal((0L, 0d, null), (_state.Rows[0].Count, _state.Rows[0].PoolSeconds, _state.Rows[0].P95Ms));
    }

    [Fact]
    public void A_deadlock_comes_before_everything_that_is_measured()
    {
        Finding locked = Looks.Finding(Looks.Lock with { Id = "ffffffffffff", RuleId = "BW0008" }, "Deadlock of 2 threads: A.B ⇄ C.D", 1, 10, 10, 10) with
        {
            PoolThreadSeconds = 0,
            Deadlock = new()
            {
                Id = 1,
                Kind = default,
                Site = Looks.Lock,
                Title = "Deadlock of 2 threads: A.B ⇄ C.D",
                Confidence = Confidence.Certain,
                Steps = [],
                Threads = 2,
                StartNs = 0,
            },
        };
        _state.Observe(Looks.Look(13, Looks.BusyAt(12) with { Findings = [.. Looks.Findings(), locked] }));

        Assert.Equal(["BW0008", "BW0001", "BW0004", "BW0003"], Rules());
    }

    private string[] Rules() => [.. _state.Rows.Select(row => row.Finding.Site.RuleId)];

    private void Press(string keys)
    {
        foreach (char key in keys)
        {
            _state.Press(ScreenKey.Of(key));
        }
    }

    private void Press(params ScreenKeyKind[] keys) => Array.ForEach(keys, key => _state.Press(new ScreenKey(key)));
}
