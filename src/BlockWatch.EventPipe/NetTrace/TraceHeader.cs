using System.Buffers.Binary;

namespace BlockWatch.EventPipe.NetTrace;

/// <summary>What a trace says of itself at its beginning.</summary>
/// <param name="SyncTimeUtc">The wall-clock time of <paramref name="SyncTicks"/>, to the millisecond.</param>
/// <param name="SyncTicks">Ticks of the trace's clock.</param>
/// <param name="TicksPerSecond">The clock's frequency, more than 0.</param>
/// <param name="PointerSize">Bytes of an address in the target: 4 or 8.</param>
/// <param name="ProcessId">The target, as it numbers itself.</param>
internal sealed record TraceHeader(DateTime SyncTimeUtc, long SyncTicks, double TicksPerSecond, int PointerSize, int ProcessId)
{
    /// <summary>The size of the Trace object of format 4, bytes.</summary>
    public const int Size = 48;

    /// <summary>The wall-clock time of an event; the nearest that there is for ticks which no calendar has.</summary>
    public DateTime TimeOf(long ticks)
    {
        double time = SyncTimeUtc.Ticks + (((double)ticks - SyncTicks) * (TimeSpan.TicksPerSecond / TicksPerSecond));
        return time <= 0 ? DateTime.SpecifyKind(DateTime.MinValue, DateTimeKind.Utc)
            : time >= DateTime.MaxValue.Ticks ? DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc)
            : SyncTimeUtc.AddTicks((long)(((double)ticks - SyncTicks) * (TimeSpan.TicksPerSecond / TicksPerSecond)));
    }

    /// <summary>The same content with a synchronization that is not later than an event of the trace: to TraceEvent, and so to PerfView and dotnet-trace, nothing is before it.</summary>
    /// <param name="content">The Trace object's content.</param>
    /// <param name="ticks">The first event's time.</param>
    /// <exception cref="NetTraceException">It is not what the format says.</exception>
    public static byte[] NoLaterThan(ReadOnlySpan<byte> content, long ticks)
    {
        byte[] shifted = content.ToArray();
        TraceHeader header = Read(content);
        double early = (header.SyncTicks - (double)ticks) * 1000 / header.TicksPerSecond;
        if (early <= 0 || early >= (header.SyncTimeUtc - DateTime.UnixEpoch).TotalMilliseconds)
        {
            return shifted;
        }

        // By whole milliseconds, which is what the wall clock is kept in: the two go on belonging together.
        double milliseconds = Math.Ceiling(early);
        DateTime time = header.SyncTimeUtc.AddMilliseconds(-milliseconds);
        short[] parts = [(short)time.Year, (short)time.Month, (short)time.DayOfWeek, (short)time.Day, (short)time.Hour, (short)time.Minute, (short)time.Second, (short)time.Millisecond];
        for (int i = 0; i < parts.Length; i++)
        {
            BinaryPrimitives.WriteInt16LittleEndian(shifted.AsSpan(i * sizeof(short)), parts[i]);
        }

        BinaryPrimitives.WriteInt64LittleEndian(shifted.AsSpan(parts.Length * sizeof(short)), header.SyncTicks - (long)Math.Round(milliseconds * header.TicksPerSecond / 1000));
        return shifted;
    }

    /// <summary>Reads the Trace object's content.</summary>
    /// <exception cref="NetTraceException">It is not what the format says.</exception>
    public static TraceHeader Read(ReadOnlySpan<byte> content)
    {
        var reader = new ByteReader(content);
        int year = reader.ReadInt16();
        int month = reader.ReadInt16();
        reader.ReadInt16(); // the day of the week
        int day = reader.ReadInt16();
        int hour = reader.ReadInt16();
        int minute = reader.ReadInt16();
        int second = reader.ReadInt16();
        int millisecond = reader.ReadInt16();
        long syncTicks = reader.ReadInt64();
        long ticksPerSecond = reader.ReadInt64();
        int pointerSize = reader.ReadInt32();
        int processId = reader.ReadInt32();
        if (ticksPerSecond <= 0 || pointerSize is not (4 or 8))
        {
            throw new NetTraceException("its header has no clock frequency or no pointer size");
        }

        try
        {
            var syncTime = new DateTime(year, month, day, hour, minute, second, millisecond, DateTimeKind.Utc);
            return new TraceHeader(syncTime, syncTicks, ticksPerSecond, pointerSize, processId);
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw new NetTraceException("its header has a date that there is not", e);
        }
    }
}
