namespace BlockWatch.EventPipe.NetTrace.Payloads;

/// <summary>One of System.Runtime's three counters of the pool, out of its EventCounters event.</summary>
/// <param name="Name">Which.</param>
/// <param name="Value">What it counted; 0 when the event has no number for it.</param>
internal readonly record struct PoolCounter(PoolCounterName Name, double Value)
{
    /// <summary>False when it is another counter.</summary>
    public static bool TryRead(in NetTraceEvent data, out PoolCounter counter)
    {
        counter = default;
        PoolCounterName? name = null;
        double value = 0;
        for (var fields = new FieldWalk(data.Kind.Fields, data.Payload); fields.MoveNext();)
        {
            if (name is null && fields.Field is { Type: PayloadFieldType.Text, Name: "Name" })
            {
                name = NameOf(fields.Text);
                if (name is null)
                {
                    return false;
                }
            }
            else if (fields.Field.Type == PayloadFieldType.Double && fields.Field.Name == (name == PoolCounterName.CompletedItems ? "Increment" : "Mean"))
            {
                value = double.IsFinite(fields.Number) ? fields.Number : 0;
            }
        }

        counter = new PoolCounter(name ?? default, value);
        return name is not null;
    }

    private static PoolCounterName? NameOf(ReadOnlySpan<byte> name) =>
        PayloadReader.Is(name, "threadpool-thread-count") ? PoolCounterName.Threads
        : PayloadReader.Is(name, "threadpool-queue-length") ? PoolCounterName.QueueLength
        : PayloadReader.Is(name, "threadpool-completed-items-count") ? PoolCounterName.CompletedItems
        : null;
}
