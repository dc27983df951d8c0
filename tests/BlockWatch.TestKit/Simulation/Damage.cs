using BlockWatch.Detection.Events;

namespace BlockWatch.TestKit.Simulation;

/// <summary>Damages a stream of events: one in ten is left out, one in ten comes twice, one in twenty a little late.</summary>
public static class Damage
{
    /// <param name="whole">The stream; at least a dozen events.</param>
    /// <param name="seed">The same seed damages the same events.</param>
    public static IReadOnlyList<RuntimeEvent> Of(IReadOnlyList<RuntimeEvent> whole, int seed)
    {
        ArgumentNullException.ThrowIfNull(whole);
        var random = new Random(seed);
        List<RuntimeEvent> damaged = [];
        foreach (RuntimeEvent e in whole)
        {
            int copies = random.Next(10) switch { 0 => 0, 1 => 2, _ => 1 };
            damaged.AddRange(Enumerable.Repeat(e, copies));
        }

        for (int i = damaged.Count / 20; i > 0; i--)
        {
            int from = random.Next(damaged.Count - 10);
            int to = from + random.Next(1, 10);
            (damaged[from], damaged[to]) = (damaged[to], damaged[from]);
        }

        return damaged;
    }
}
