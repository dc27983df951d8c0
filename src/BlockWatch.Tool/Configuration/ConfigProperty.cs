namespace BlockWatch.Tool.Configuration;

/// <summary>A property of a JSON object.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Offset">Bytes before the name.</param>
/// <param name="Value">Its value.</param>
internal sealed record ConfigProperty(string Name, int Offset, ConfigNode Value);
