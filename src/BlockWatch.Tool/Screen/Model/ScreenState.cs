namespace BlockWatch.Tool.Screen.Model;

/// <summary>What the screen shows and how: looks and keys in, one state out.</summary>
/// <remarks>Pure and not thread-safe: one loop feeds it. No clock: looks and messages bring their time.</remarks>
internal sealed class ScreenState
{
    private const int PageStep = 10;
    private const int LongestFilter = 60;

    private readonly PictureMaker _pictures = new();
    private IReadOnlyList<SiteRow>? _rows;
    private string? _selectedId;
    private ScreenPage _pageBelow;

    public ScreenState(ScreenSubject subject) => Subject = subject;

    /// <summary>Who is watched.</summary>
    public ScreenSubject Subject { get; }

    /// <summary>What is shown; while paused, that of the pause. Null until the first look.</summary>
    public ScreenPicture? Picture { get; private set; }

    public ScreenPage Page { get; private set; }

    public bool IsPaused { get; private set; }

    /// <summary>True once the user asked for the end: the report is on its way.</summary>
    public bool IsEnding { get; private set; }

    public SiteSort Sort { get; private set; }

    public string Filter { get; private set; } = "";

    /// <summary>True while the keys go into the filter.</summary>
    public bool IsTypingFilter { get; private set; }

    /// <summary>The first line that is shown of a page that is longer than the screen.</summary>
    public int Scroll { get; private set; }

    /// <summary>What happened last, and when; null when nothing did.</summary>
    public (string Text, DateTimeOffset At)? Message { get; private set; }

    /// <summary>The sites of the list, filtered and ranked.</summary>
    public IReadOnlyList<SiteRow> Rows => _rows ??= SiteList.Of(Picture?.Sites ?? [], Filter, Sort);

    /// <summary>Where the selected site is among <see cref="Rows"/>: it keeps being selected when its rank changes. -1 when there is none.</summary>
    public int SelectedIndex
    {
        get
        {
            for (int i = 0; i < Rows.Count; i++)
            {
                if (Rows[i].Id == _selectedId)
                {
                    return i;
                }
            }

            return Rows.Count == 0 ? -1 : 0;
        }
    }

    /// <summary>The site that a key is about, or that the detail and the rule's page are of; null when there is none, or when it is gone.</summary>
    public SiteRow? Selected => Page == ScreenPage.Sites
        ? (SelectedIndex < 0 ? null : Rows[SelectedIndex])
        : Picture?.Sites.FirstOrDefault(row => row.Id == _selectedId);

    public void Observe(ScreenLook look)
    {
        ScreenPicture picture = _pictures.Observe(look);
        if (!IsPaused)
        {
            Picture = picture;
            _rows = null;
        }
    }

    public void Say(string text, DateTimeOffset at) => Message = (text, at);

    /// <summary>The drawn page is only so long: what was scrolled beyond its end is taken back.</summary>
    public void LimitScroll(int most) => Scroll = Math.Clamp(Scroll, 0, Math.Max(0, most));

    public ScreenRequest Press(ScreenKey key)
    {
        if (IsTypingFilter)
        {
            TypeFilter(key);
            return ScreenRequest.None;
        }

        switch (key.Kind, Lower(key.Character))
        {
            case (ScreenKeyKind.Character, 'q'):
                IsEnding = true;
                return ScreenRequest.Quit;
            case (ScreenKeyKind.Character, 's'):
                return ScreenRequest.Save;
            case (ScreenKeyKind.Character, 'p'):
                IsPaused = !IsPaused;
                break;
            case (ScreenKeyKind.Character, '?' or 'h'):
                Open(Page == ScreenPage.Help ? _pageBelow : ScreenPage.Help);
                break;
            case (ScreenKeyKind.Character, 'e') when Selected is not null:
                Open(Page == ScreenPage.Explain ? _pageBelow : ScreenPage.Explain);
                break;
            case (ScreenKeyKind.Escape or ScreenKeyKind.Backspace, _):
                GoBack();
                break;
            default:
                Move(key);
                break;
        }

        return ScreenRequest.None;
    }

    // Letters do the same with the shift key or caps lock.
    private static char Lower(char character) => char.ToLowerInvariant(character);

    private void Move(ScreenKey key)
    {
        if (Page != ScreenPage.Sites)
        {
            Scroll = key.Kind switch
            {
                ScreenKeyKind.Up => Scroll - 1,
                ScreenKeyKind.Down => Scroll + 1,
                ScreenKeyKind.PageUp => Scroll - PageStep,
                ScreenKeyKind.PageDown => Scroll + PageStep,
                ScreenKeyKind.Home => 0,
                ScreenKeyKind.End => int.MaxValue,
                _ => Scroll,
            };
            return;
        }

        switch (key.Kind, Lower(key.Character))
        {
            case (ScreenKeyKind.Character, 'r'):
                _pictures.Reset();
                break;
            case (ScreenKeyKind.Character, 'o'):
                Sort = Sort == SiteSort.LastSeen ? SiteSort.PoolSeconds : Sort + 1;
                _rows = null;
                break;
            case (ScreenKeyKind.Character, '/'):
                IsTypingFilter = true;
                break;
            case (ScreenKeyKind.Enter, _) when Selected is not null:
                Open(ScreenPage.Detail);
                break;
            case (ScreenKeyKind.Up, _):
                Select(SelectedIndex - 1);
                break;
            case (ScreenKeyKind.Down, _):
                Select(SelectedIndex + 1);
                break;
            case (ScreenKeyKind.PageUp, _):
                Select(SelectedIndex - PageStep);
                break;
            case (ScreenKeyKind.PageDown, _):
                Select(SelectedIndex + PageStep);
                break;
            case (ScreenKeyKind.Home, _):
                Select(0);
                break;
            case (ScreenKeyKind.End, _):
                Select(Rows.Count - 1);
                break;
        }
    }

    private void Select(int index)
    {
        if (Rows.Count > 0)
        {
            _selectedId = Rows[Math.Clamp(index, 0, Rows.Count - 1)].Id;
        }
    }

    private void Open(ScreenPage page)
    {
        // The site that is looked at stays the same, whoever takes the first place meanwhile.
        _selectedId = Selected?.Id;
        if (page is ScreenPage.Help or ScreenPage.Explain)
        {
            _pageBelow = Page is ScreenPage.Help or ScreenPage.Explain ? _pageBelow : Page;
        }

        Page = page;
        Scroll = 0;
    }

    private void GoBack()
    {
        if (Page == ScreenPage.Sites)
        {
            Filter = "";
            _rows = null;
            return;
        }

        Page = Page == ScreenPage.Detail ? ScreenPage.Sites : _pageBelow;
        Scroll = 0;
    }

    private void TypeFilter(ScreenKey key)
    {
        switch (key.Kind)
        {
            case ScreenKeyKind.Character when Filter.Length < LongestFilter:
                Filter += key.Character;
                break;
            case ScreenKeyKind.Backspace when Filter.Length > 0:
                Filter = Filter[..^1];
                break;
            case ScreenKeyKind.Escape:
                (Filter, IsTypingFilter) = ("", false);
                break;
            case ScreenKeyKind.Enter:
                IsTypingFilter = false;
                break;
        }

        _rows = null;
    }
}
