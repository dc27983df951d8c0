namespace BlockWatch.TestKit.Simulation;

/// <summary>How long after its instant an event of each lane is delivered, milliseconds. A burst's start is delivered at once, because we start it.</summary>
public sealed record LaneDelays(int Spans = 0, int Waits = 0, int Bursts = 0);
