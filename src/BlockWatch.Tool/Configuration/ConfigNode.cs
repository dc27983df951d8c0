using System.Text.Json;

namespace BlockWatch.Tool.Configuration;

/// <summary>A value of a JSON text, and where it is: <see cref="JsonDocument"/> does not tell, and a message without a place is of little use.</summary>
/// <param name="Kind">Object, array, string, number, true, false or null.</param>
/// <param name="Offset">Bytes before it.</param>
internal sealed record ConfigNode(JsonValueKind Kind, int Offset)
{
    /// <summary>Of a string; empty for others.</summary>
    public string Text { get; init; } = "";

    /// <summary>Of an array; empty for others.</summary>
    public IReadOnlyList<ConfigNode> Items { get; init; } = [];

    /// <summary>Of an object, in the order written; empty for others.</summary>
    public IReadOnlyList<ConfigProperty> Properties { get; init; } = [];
}
