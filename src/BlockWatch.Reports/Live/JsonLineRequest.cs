using System.Text.Json.Serialization;

namespace BlockWatch.Reports.Live;

/// <summary>The endpoint whose request a stall surely is in: either method and route, or the endpoint's name.</summary>
internal sealed record JsonLineRequest
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Method { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Route { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Endpoint { get; init; }
}
