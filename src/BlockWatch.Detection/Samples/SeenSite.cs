namespace BlockWatch.Detection.Samples;

/// <summary>A site that was seen on a thread whose work is unknown.</summary>
internal sealed record SeenSite(string SiteId, long First)
{
    public long Last { get; set; } = First;
}
