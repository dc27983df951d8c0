namespace BlockWatch.Tool.Screen.Drawing;

/// <summary>What <c>?</c> shows. docs/screen.md says the same, and a test compares the keys.</summary>
internal static class HelpText
{
    public static IReadOnlyList<string> Lines { get; } =
    [
        "up, down     select a site; page up, page down, home, end",
        "enter        all of the selected site: figures, callers, what to do, stack",
        "p            pause: the screen stands still, the watch goes on",
        "r            reset: the list counts from now on (the report has everything)",
        "s            save a report of what is known now",
        "e            explain: the page of the site's rule",
        "o            sort by pool-thread seconds, count, p95, max, last seen",
        "/            filter by rule, method or file; esc shows all again",
        "q, Ctrl+C    end the watch: the report is printed",
        "?            this page",
        "esc          back",
        "",
        "POOL s       pool-thread seconds: threads times how long the site held them",
        "COUNT        stalls; with samples there may have been more (see enter)",
        "*            a thread is stalled there now",
        "LAST 20 s    what the site held in each second, all sites in one scale",
        "items/s      work items that the pool completed",
        "budget       what watching takes of the target, as a share of one core",
        "EVENTS LOST  the target wrote faster than we read: there may have been more",
    ];
}
