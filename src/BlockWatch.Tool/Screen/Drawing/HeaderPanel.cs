using System.Globalization;
using BlockWatch.Detection.Session;
using BlockWatch.Reports.Wording;
using BlockWatch.Tool.Screen.Model;

namespace BlockWatch.Tool.Screen.Drawing;

/// <summary>The first two lines: who is watched, for how long, what that costs, and whether all of it is seen.</summary>
internal static class HeaderPanel
{
    public static IEnumerable<ScreenLine> Draw(ScreenState state, int width, DateTimeOffset now, Glyphs glyphs)
    {
        ScreenSubject subject = state.Subject;
        TargetDescription? target = state.Picture?.Result?.Target;
        string watched = AgeText.Clock(now - subject.WatchedSince);
        string times = subject.StartedAt is { } started ? $"up {AgeText.Clock(now - started)}   watched {watched} " : $"watched {watched} ";
        LineBuilder first = new LineBuilder(width, glyphs, ScreenStyle.Bar).Add(" blockwatch  ");
        yield return first.AddLeft(Name(target, subject), first.Left - times.Length - 1).AddAtEnd(times).Build();
        yield return Cost(state, width, glyphs);
    }

    private static string Name(TargetDescription? target, ScreenSubject subject)
    {
        if (target is null)
        {
            return subject.Name;
        }

        string runtime = target.RuntimeVersion is { } version ? $", .NET {version}" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{target.Name} (pid {target.ProcessId}{runtime})");
    }

    private static ScreenLine Cost(ScreenState state, int width, Glyphs glyphs)
    {
        LineBuilder line = new LineBuilder(width, glyphs).Add(" ");
        if (state.Picture?.Result is not { } result)
        {
            return line.Add("connecting to the target", ScreenStyle.Warning).Build();
        }

        SessionDescription session = result.Session;
        if (session.Budget is { } budget)
        {
            bool isOver = budget.EstimatedShare > budget.AllowedShare;
            line.Add("budget ", ScreenStyle.Dim)
                .Add($"{Measures.FinePercent(budget.EstimatedShare)} of {Measures.FinePercent(budget.AllowedShare)} used{(isOver ? ": OVER" : "")}", isOver ? ScreenStyle.Warning : ScreenStyle.Plain)
                .Add(" (estimate)   ", ScreenStyle.Dim);
        }

        bool isLossy = session.EventsLost > 0 || result.Detection.Gaps.Count > 0;
        line.Add(isLossy ? "EVENTS LOST " : "events lost ", isLossy ? ScreenStyle.Danger : ScreenStyle.Dim)
            .Add(Measures.Number(session.EventsLost), isLossy ? ScreenStyle.Danger : ScreenStyle.Plain)
            .Add("   stalls ", ScreenStyle.Dim)
            .Add(Measures.Number(result.Detection.StallCount));
        return state.IsPaused ? line.AddAtEnd("PAUSED ", ScreenStyle.Warning).Build() : line.Build();
    }
}
