using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Session;
using BlockWatch.Detection.Sites;
using BlockWatch.Reports.Live;
using BlockWatch.Tool.Screen.Drawing;
using BlockWatch.Tool.Screen.Model;
using BlockWatch.Tool.Tests.Fakes;

namespace BlockWatch.Tool.Tests.Screen;

/// <summary>Whole screens, as a reader sees them, without their colours.</summary>
public class ScreenDrawingTests
{
    private static readonly DateTimeOffset Now = Looks.At(12.4);

    public static TheoryData<int, int> Sizes => new() { { 80, 24 }, { 120, 40 }, { 200, 50 } };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void A_busy_watch(int width, int height) => AssertScreen("busy", Looks.Busy(), width, height);

    [Theory]
    [MemberData(nameof(Sizes))]
    public void A_starved_pool(int width, int height) => AssertScreen("starved", Looks.Busy(Looks.StarvedAt), width, height);

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Detail(int width, int height) => AssertScreen("detail", Press(Looks.Busy(), ScreenKeyKind.Down, ScreenKeyKind.Enter), width, height);

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Nothing_found_yet(int width, int height)
    {
        ScreenState state = Looks.State();
        state.Observe(Looks.Look(1, DetectionSnapshot.Empty));

        AssertScreen("empty", state, width, height);
    }

    [Fact]
    public void Before_the_target_answers()
    {
        ScreenState state = Looks.State();
        state.Observe(new ScreenLook { At = Looks.At(0.2) });

        AssertScreen("connecting", state, 80, 24, Looks.At(0.2));
    }

    [Fact]
    public void While_the_target_lists_its_methods()
    {
        ScreenState state = Looks.State();
        state.Observe(Looks.Look(0.5, DetectionSnapshot.Empty) with { HasAllMethods = false });

        AssertScreen("listing", state, 80, 24, Looks.At(0.5));
    }

    [Fact]
    public void Help() => AssertScreen("help", Press(Looks.Busy(), "?"), 80, 24);

    [Fact]
    public void The_page_of_a_rule() => AssertScreen("explain", Press(Looks.Busy(), "e"), 80, 24);

    [Fact]
    public void A_filter_that_is_typed() => AssertScreen("filter-typing", Press(Looks.Busy(), "/send"), 80, 24);

    [Fact]
    public void A_filter_that_nothing_matches()
    {
        ScreenState state = Press(Press(Looks.Busy(), "/nowhere"), ScreenKeyKind.Enter);

        AssertScreen("filter-nothing", state, 80, 24);
    }

    [Fact]
    public void While_paused_nothing_moves()
    {
        ScreenState state = Press(Looks.Busy(), "p");
        state.Observe(Looks.Look(20, Looks.BusyAt(20)));

        AssertScreen("paused", state, 80, 24, Looks.At(20));
    }

    [Fact]
    public void After_a_reset_the_list_counts_from_nothing()
    {
        ScreenState state = Press(Looks.Busy(), "r");
        Stall closed = Looks.Open(7, Looks.Result, 11.2);
        closed = closed with { EndNs = closed.StartNs + 640_000_000, Parts = [closed.Parts[0] with { DurationNs = 640_000_000 }] };
        DetectionSnapshot then = Looks.BusyAt(12);
        Finding more = then.Findings[0] with { Count = 42, TotalMs = 9_040, PoolThreadSeconds = 9.04, OpenCount = 0 };
        state.Observe(Looks.Look(14, then with { Findings = [more, .. then.Findings.Skip(1)], OpenStalls = [] }) with { Closed = [closed] });

        AssertScreen("reset", state, 80, 24, Looks.At(14));
    }

    [Fact]
    public void Names_from_a_hostile_target_move_nothing()
    {
        Site site = Looks.Site(
            "dddddddddddd", "BW0004", BlockingCategory.Sleep, "A.\u001b[2J[red]B[/]\r\nC.\u202eDAsync()", "Thread.\u0007Sleep", "/src/[bold]\u001b]0;owned\u0007.cs");
        TargetDescription target = Stalls.Target with { Name = "[blink]\u001b[31mevil\u0000" };
        Finding finding = Looks.Finding(site, "Thread.\u0007Sleep in A.\u001b[2J[red]B[/]\r\nC.\u202eDAsync()", 3, 400, 200, 210);
        ScreenState state = Looks.Busy(_ => new DetectionSnapshot { Findings = [finding], OpenStalls = [Looks.Open(1, site, 11)] }, target);

        AssertScreen("hostile", state, 120, 40);
        Assert.All(Draw(state, 120, 40), line => Assert.DoesNotContain(line.Text, character => char.IsControl(character) || character == '\u202e'));
    }

    [Fact]
    public void Wide_characters_take_two_cells()
    {
        Site site = Looks.Site("eeeeeeeeeeee", "BW0004", BlockingCategory.Sleep, "受注.注文処理.確定する非同期(整数)", "Thread.Sleep", "/src/注文処理.cs");
        Finding finding = Looks.Finding(site, "Thread.Sleep in 受注.注文処理.確定する非同期(整数)", 3, 400, 200, 210);
        TargetDescription target = Stalls.Target with { Name = "受注サービス" };
        ScreenState state = Looks.Busy(_ => new DetectionSnapshot { Findings = [finding], OpenStalls = [Looks.Open(1, site, 11)] }, target);

        AssertScreen("wide-characters", state, 80, 24);
    }

    [Fact]
    public void Another_character_set()
    {
        ScreenState state = Looks.Busy(Looks.StarvedAt);
        string[] lines = [.. Drawing(Glyphs.Ascii).Draw(state, new ScreenSize(80, 24), Now).Lines.Select(line => line.Text)];

        Assert.All(lines, line => Assert.All(line, character => Assert.True(char.IsAscii(character), line)));
        Expected.AssertEqual("screen-ascii-80x24.txt", string.Join('\n', lines) + "\n");
    }

    [Fact]
    public void A_window_that_was_made_too_small_shows_what_counts() => AssertScreen("small", Looks.Busy(Looks.StarvedAt), 60, 9);

    [Fact]
    public void Lost_events_and_a_budget_that_is_not_kept_are_words()
    {
        ScreenState state = Looks.State();
        SessionDescription session = new() { StartedAt = Looks.Start, EventsLost = 1_204, Budget = new BudgetUse(0.02, 0.0312) };
        state.Observe(Looks.Look(12, Looks.BusyAt(12), session: session));

        Assert.Equal(" budget 3.1 % of 2 % used: OVER (estimate)   EVENTS LOST 1,204   stalls 203", Draw(state, 80, 24)[1].Text);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 2)]
    [InlineData(20, 5)]
    [InlineData(79, 24)]
    [InlineData(80, 23)]
    [InlineData(80, 24)]
    [InlineData(81, 25)]
    [InlineData(119, 30)]
    [InlineData(159, 24)]
    [InlineData(400, 100)]
    public void No_line_is_wider_and_no_screen_is_higher_than_the_terminal(int width, int height)
    {
        foreach (ScreenState state in (ScreenState[])[Looks.State(), Looks.Busy(Looks.StarvedAt), Press(Looks.Busy(), ScreenKeyKind.Enter), Press(Looks.Busy(), "?"), Press(Looks.Busy(), "/x")])
        {
            IReadOnlyList<ScreenLine> lines = Draw(state, width, height);

            Assert.InRange(lines.Count, 1, height);
            Assert.All(lines, line => Assert.InRange(CellText.Width(string.Concat(line.Pieces.Select(piece => piece.Text))), 0, width));
        }
    }

    [Fact]
    public void A_page_is_scrolled_to_its_end_and_no_further()
    {
        ScreenState state = Press(Looks.Busy(), ScreenKeyKind.Enter, ScreenKeyKind.End);
        ScreenFrame end = Drawing(Glyphs.Unicode, new FakeReports().FindingLines).Draw(state, new ScreenSize(80, 24), Now);
        state.LimitScroll(end.MostScroll);

        Assert.Contains("lines 24 to 42 of 42", end.Lines[2].Text, StringComparison.Ordinal);
        Assert.Equal(23, state.Scroll);
        Assert.Equal("   line 40 of 78 columns", end.Lines[^3].Text);
    }

    private static void AssertScreen(string name, ScreenState state, int width, int height, DateTimeOffset? now = null)
    {
        IReadOnlyList<ScreenLine> lines = Draw(state, width, height, now);
        Expected.AssertEqual(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"screen-{name}-{width}x{height}.txt"), string.Join('\n', lines.Select(line => line.Text)) + "\n");
    }

    private static IReadOnlyList<ScreenLine> Draw(ScreenState state, int width, int height, DateTimeOffset? now = null) =>
        Drawing(Glyphs.Unicode).Draw(state, new ScreenSize(width, height), now ?? Now).Lines;

    private static ScreenDrawing Drawing(Glyphs glyphs, Func<Finding, int, IReadOnlyList<string>>? detail = null) =>
        new(detail ?? ((finding, width) => FindingLines.Format(finding, width)), new FakeRulePages(), glyphs);

    private static ScreenState Press(ScreenState state, params ScreenKeyKind[] keys)
    {
        Array.ForEach(keys, key => state.Press(new ScreenKey(key)));
        return state;
    }

    private static ScreenState Press(ScreenState state, string keys)
    {
        foreach (char key in keys)
        {
            state.Press(ScreenKey.Of(key));
        }

        return state;
    }
}
