using BlockWatch.Detection.Findings;

namespace BlockWatch.Detection.Pool;

/// <summary>A starvation episode while it is being added up.</summary>
internal sealed class EpisodeRecord
{
    // Sites beyond this many are left out of the culprits.
    private const int CulpritCap = 256;

    private readonly Dictionary<string, double> _culpritNs = [];

    public required int Id { get; init; }

    public required long Start { get; init; }

    /// <summary>Null while it goes on.</summary>
    public long? End { get; set; }

    public required string FirstSign { get; init; }

    public int PeakThreads { get; set; }

    public long PeakQueue { get; set; }

    public long DurationUntil(long now) => Math.Max(0, (End ?? now) - Start);

    /// <summary>Adds what a stall's sites took of the pool within the episode: each part's share of the overlap.</summary>
    public void Add(long stallStart, long stallEnd, IReadOnlyList<StallPart> parts) => Add(_culpritNs, stallStart, stallEnd, parts);

    /// <summary>The episode as it stands, with stalls that are not settled yet.</summary>
    public StarvationEpisode ToEpisode(IReadOnlyList<Stall> unsettled, long now)
    {
        var culprits = new Dictionary<string, double>(_culpritNs);
        foreach (Stall stall in unsettled)
        {
            Add(culprits, stall.StartNs, stall.EndNs ?? now, stall.Parts);
        }

        return new StarvationEpisode
        {
            Id = Id,
            StartNs = Start,
            EndNs = End,
            PeakThreads = PeakThreads,
            PeakQueue = PeakQueue,
            FirstSign = FirstSign,
            Culprits = [.. culprits.OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal).Select(c => new Culprit(c.Key, c.Value / 1e9))],
        };
    }

    private void Add(Dictionary<string, double> culprits, long stallStart, long stallEnd, IReadOnlyList<StallPart> parts)
    {
        long overlap = Math.Min(stallEnd, End ?? long.MaxValue) - Math.Max(stallStart, Start);
        if (overlap <= 0)
        {
            return;
        }

        double share = (double)overlap / (stallEnd - stallStart);
        foreach (StallPart part in parts)
        {
            bool isKnown = culprits.TryGetValue(part.Site.Id, out double before);
            if (isKnown || culprits.Count < CulpritCap)
            {
                culprits[part.Site.Id] = before + (part.DurationNs * share);
            }
        }
    }
}
