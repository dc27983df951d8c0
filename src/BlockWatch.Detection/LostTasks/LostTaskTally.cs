using BlockWatch.Detection.Findings;

namespace BlockWatch.Detection.LostTasks;

/// <summary>The lost tasks of one method, that failed or that still ran at the end.</summary>
internal sealed class LostTaskTally
{
    /// <summary>Types of exceptions that are told apart; what comes beyond is counted without its type.</summary>
    public const int MostTypes = 8;

    private readonly Dictionary<string, long> _exceptions = new(StringComparer.Ordinal);

    public long Count { get; private set; }

    /// <summary>Nanoseconds since the session began.</summary>
    public long First { get; private set; } = long.MaxValue;

    public long Last { get; private set; } = long.MinValue;

    /// <summary>The runtime's name of what started the last one of which that is known.</summary>
    public string? StarterName { get; private set; }

    /// <summary>True when of each it is known that what started it was over before it failed.</summary>
    public bool IsStarterOver { get; private set; } = true;

    /// <summary>What they failed with, the most frequent first; those of which that is not certain are not in it.</summary>
    public IReadOnlyList<LostException> Exceptions =>
        [.. _exceptions.OrderByDescending(type => type.Value).ThenBy(type => type.Key, StringComparer.Ordinal).Select(type => new LostException(type.Key, type.Value))];

    public void Add(long time, TaskStarter? starter, string? exception)
    {
        Count++;
        First = Math.Min(First, time);
        Last = Math.Max(Last, time);
        StarterName = starter?.Name ?? StarterName;
        IsStarterOver &= starter is not null;
        if (exception is not null && (_exceptions.Count < MostTypes || _exceptions.ContainsKey(exception)))
        {
            _exceptions[exception] = _exceptions.GetValueOrDefault(exception) + 1;
        }
    }
}
