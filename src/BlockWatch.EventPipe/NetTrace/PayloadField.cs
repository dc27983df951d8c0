namespace BlockWatch.EventPipe.NetTrace;

/// <summary>One field of an event that describes itself; fields of nested structures stand in line with the others.</summary>
/// <param name="Name">The field's own, without its structure's.</param>
/// <param name="Type">How it is written.</param>
internal readonly record struct PayloadField(string Name, PayloadFieldType Type);
