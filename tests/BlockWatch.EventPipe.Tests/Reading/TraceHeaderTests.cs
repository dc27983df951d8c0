using System.Buffers.Binary;
using BlockWatch.EventPipe.NetTrace;

namespace BlockWatch.EventPipe.Tests.Reading;

public class TraceHeaderTests
{
    private const long Frequency = 1_000_000_000;

    private static readonly DateTime SyncTime = new(2026, 3, 1, 0, 0, 0, 250, DateTimeKind.Utc);

    [Theory]
    [InlineData(9_000_000_000)]
    [InlineData(4_999_999_999)]
    [InlineData(-1)]
    public void A_header_that_is_later_than_the_first_event_is_put_before_it_and_the_clocks_go_on_belonging_together(long firstTicks)
    {
        var shifted = TraceHeader.Read(TraceHeader.NoLaterThan(Header(10_000_000_000), firstTicks));

        Assert.InRange(shifted.SyncTicks, firstTicks - 1_000_000, firstTicks);
        // A time is cut to 100 ns, of either header another way.
        Assert.InRange(shifted.TimeOf(firstTicks).Ticks - TraceHeader.Read(Header(10_000_000_000)).TimeOf(firstTicks).Ticks, -1, 1);
        Assert.Equal((8, 4711), (shifted.PointerSize, shifted.ProcessId));
    }

    [Theory]
    [InlineData(10_000_000_000)]
    [InlineData(11_000_000_000)]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    public void Otherwise_it_stays_as_it_is(long firstTicks) => Assert.Equal(Header(10_000_000_000), TraceHeader.NoLaterThan(Header(10_000_000_000), firstTicks));

    // Of another kind it would be taken for local time, and be beyond the calendar once more.
    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    public void Times_that_no_calendar_has_are_its_ends_in_universal_time(long ticks)
    {
        byte[] header = Header(0);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(24), 1);

        DateTime time = TraceHeader.Read(header).TimeOf(ticks);

        Assert.Equal(DateTimeKind.Utc, time.Kind);
        Assert.Equal(ticks > 0 ? DateTime.MaxValue : DateTime.MinValue, time);
    }

    private static byte[] Header(long syncTicks)
    {
        byte[] content = new byte[TraceHeader.Size];
        short[] time = [(short)SyncTime.Year, (short)SyncTime.Month, (short)SyncTime.DayOfWeek, (short)SyncTime.Day, 0, 0, 0, (short)SyncTime.Millisecond];
        for (int i = 0; i < time.Length; i++)
        {
            BinaryPrimitives.WriteInt16LittleEndian(content.AsSpan(i * 2), time[i]);
        }

        BinaryPrimitives.WriteInt64LittleEndian(content.AsSpan(16), syncTicks);
        BinaryPrimitives.WriteInt64LittleEndian(content.AsSpan(24), Frequency);
        BinaryPrimitives.WriteInt32LittleEndian(content.AsSpan(32), 8);
        BinaryPrimitives.WriteInt32LittleEndian(content.AsSpan(36), 4711);
        return content;
    }
}
