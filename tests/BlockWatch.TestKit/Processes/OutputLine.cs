namespace BlockWatch.TestKit.Processes;

/// <summary>A line that a program printed.</summary>
/// <param name="Text">Without its end.</param>
/// <param name="ArrivedAt">When we had it.</param>
public sealed record OutputLine(string Text, DateTimeOffset ArrivedAt);
