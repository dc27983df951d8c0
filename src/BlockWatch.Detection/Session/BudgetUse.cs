namespace BlockWatch.Detection.Session;

/// <summary>What watching was allowed to take of the target's processor time, and what it took by estimate.</summary>
/// <param name="AllowedShare">Of one core; 0.02 are 20 ms a second.</param>
/// <param name="EstimatedShare">On average over the watch, of one core: counted events times the measured cost of each, and the runtime's own threads for sessions and counters, measured where they can be. Without what the attach itself takes, once.</param>
/// <param name="DearestShare">The same with the highest cost that was measured of each on any load: it may have been this much. Null when not reckoned.</param>
public sealed record BudgetUse(double AllowedShare, double EstimatedShare, double? DearestShare = null);
