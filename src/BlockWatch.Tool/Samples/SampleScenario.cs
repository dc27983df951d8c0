namespace BlockWatch.Tool.Samples;

/// <summary>A fault that a sample target shows.</summary>
/// <param name="Name">Its argument: <c>starvation</c>.</param>
/// <param name="Description">One line.</param>
internal sealed record SampleScenario(string Name, string Description);
