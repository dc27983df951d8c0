using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Session;
using BlockWatch.Detection.Suppressions;

namespace BlockWatch.Reports.Tests.Fixtures;

/// <summary>A watch under a configuration: a suppression that matched and is a culprit, an expired one, a dead one, and two thresholds of sites.</summary>
internal static class SuppressedResult
{
    private const long Millisecond = 1_000_000;

    public static WatchResult Result { get; } = new(
        Results.Shop,
        Results.TenSeconds with { ConfigFile = "/src/shop/blockwatch.json" },
        new DetectionSnapshot
        {
            Findings = [RichFindings.Cpu],
            Starvation =
            [
                new StarvationEpisode
                {
                    Id = 1,
                    StartNs = 2_100 * Millisecond,
                    EndNs = 5_300 * Millisecond,
                    PeakThreads = 38,
                    PeakQueue = 1_412,
                    FirstSign = "queue grew while nothing completed",
                    Culprits = [new Culprit(Sites.Sleep.Id, 6.4004)],
                },
            ],
            SpanCount = 20_480,
            StallCount = 46,
            StalledMs = 12_400.5,
            SuppressedCount = 43,
            SuppressedMs = 9_000.5,
            Suppressions =
            [
                new SuppressionOutcome(
                    new Suppression { RuleId = "BW0004", Method = "Shop.Orders.*", Reason = "the vendor's SDK polls; ticket SHOP-12", Expires = new DateOnly(2027, 3, 1) },
                    [new SuppressedSite(Sites.Sleep, "Thread.Sleep in Shop.Orders.CheckoutAsync(int)", 41, 8_400.25)],
                    41,
                    8_400.25),
                new SuppressionOutcome(
                    new Suppression { SiteId = RichFindings.Cpu.Site.Id, Reason = "Until the new parser is out.", Expires = new DateOnly(2026, 11, 1), IsExpired = true },
                    [new SuppressedSite(RichFindings.Cpu.Site, RichFindings.Cpu.Title, RichFindings.Cpu.Count, RichFindings.Cpu.TotalMs)],
                    RichFindings.Cpu.Count,
                    RichFindings.Cpu.TotalMs),
                new SuppressionOutcome(new Suppression { Method = "Shop.Legacy.*", Reason = "nobody calls it" }, [], 0, 0),
            ],
            SiteThresholds =
            [
                new SiteThresholdOutcome(new SiteThreshold { Match = "Shop.Reports.*", ThresholdNs = 500 * Millisecond }, 2, 600.25),
                new SiteThresholdOutcome(new SiteThreshold { SiteId = "0123456789ab", ThresholdNs = 2_000 * Millisecond }, 0, 0),
            ],
        });
}
