using BlockWatch.Detection.Requests;

namespace BlockWatch.Reports.Model;

/// <summary>Stalls that were in requests to one endpoint of a web target.</summary>
public sealed record ReportRequest
{
    /// <summary>The methods that the endpoint answers, <c>GET</c> or <c>GET, POST</c>; null when only the endpoint is known.</summary>
    public required string? Method { get; init; }

    /// <summary>The template, never the path that a client sent; null when only the endpoint is known.</summary>
    public required string? Route { get; init; }

    /// <summary>What the program calls the endpoint when that is not method and route; null otherwise.</summary>
    public required string? Endpoint { get; init; }

    /// <summary>Stalls, not requests.</summary>
    public required long Count { get; init; }

    public required RequestCertainty Certainty { get; init; }
}
