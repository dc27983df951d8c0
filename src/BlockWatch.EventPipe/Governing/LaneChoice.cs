namespace BlockWatch.EventPipe.Governing;

/// <summary>What the sessions of a watch are asked for at a moment.</summary>
/// <param name="WithWorkItems">Work items, one by one.</param>
/// <param name="WithRequests">Where requests begin and end.</param>
/// <param name="WithContention">Waits for locks.</param>
/// <param name="WithWaits">All other waits.</param>
/// <param name="WithAsync">Tasks and async methods.</param>
internal readonly record struct LaneChoice(bool WithWorkItems, bool WithRequests, bool WithContention, bool WithWaits, bool WithAsync = false);
