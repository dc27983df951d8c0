namespace BlockWatch.EventPipe.Tests.Symbols.Fixtures;

/// <summary>Methods whose first statement enters a lock, or does not. Never run: their IL is read.</summary>
internal static class Locked
{
    public static int Enters(object gate, int count)
    {
        lock (gate)
        {
            return count + 1;
        }
    }

    public static bool Tries(object gate) => Monitor.TryEnter(gate, 1);

    public static int Computes(int count) => (count * 31) ^ 7;

    public static int ComputesFirst(object gate, int count)
    {
        int first = count * 31;
        lock (gate)
        {
            return first;
        }
    }
}
