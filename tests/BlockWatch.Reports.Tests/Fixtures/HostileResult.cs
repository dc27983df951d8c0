using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Locks;
using BlockWatch.Detection.Session;
using BlockWatch.Detection.Stacks;

namespace BlockWatch.Reports.Tests.Fixtures;

/// <summary>A target whose author tries to write to the reader's terminal, and into the reader's web page.</summary>
internal static class HostileResult
{
    /// <summary>An escape sequence, an 8-bit one, line breaks, a bell, reversed text, a lone surrogate, Markdown, HTML, a mention.</summary>
    public const string Name =
        "Evil\u001b[2J\u009b31m.Run\r\n\u2028| a | b |\u0007\u202e`code`````*x*__y__<script>alert(1)</script></details>&amp;@octocat #1 \ud800 [l](https://evil.example) www.evil.example \\|";

    public static WatchResult Result { get; } = Make();

    private static WatchResult Make()
    {
        Frame evil = Frames.User(Name, $"/src/{Name}.cs", 1);
        Finding finding = RichFindings.Sleep with
        {
            Site = Sites.Sleep with { UserFrame = evil, Replacement = Name, Docs = Name },
            Title = $"Thread.Sleep in {Name}",
            Stacks = [new StackShape([Frames.Sleep, evil], 1, false)],
            Locks = RichFindings.Lock.Locks! with
            {
                Places = [new LockOwnerPlace(Sites.Sleep with { UserFrame = evil }, 1, 1, 1, IsSampled: false)],
                Chain = [.. RichFindings.Lock.Locks.Chain.Select(link => link with { Site = Sites.Lock with { UserFrame = evil } })],
            },
        };
        return new WatchResult(
            Results.Shop with { Name = Name, EntryAssembly = Name },
            Results.TenSeconds with { Limits = [Name], Lanes = [new LaneStatus(Name, "off", Name, 0, 0)] },
            new DetectionSnapshot
            {
                Findings = [finding],
                Starvation = [new StarvationEpisode { Id = 1, StartNs = 0, FirstSign = Name, Culprits = [new Culprit(finding.Site.Id, 1)] }],
                SpanCount = 1,
                StallCount = 41,
                StalledMs = 8_432.1,
            });
    }
}
