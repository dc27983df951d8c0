using BlockWatch.EventPipe.NetTrace;
using BlockWatch.EventPipe.Recording;
using BlockWatch.TestKit;

namespace BlockWatch.EventPipe.Tests.Recording;

public sealed class SpoolShelfTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly object _owner = new();
    private long _roomLeft = long.MaxValue;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_block_is_given_back_in_its_order_and_the_file_is_gone_afterwards()
    {
        using (SpoolShelf spool = Open())
        {
            ITapeShelf shelf = spool;
            ITape one = shelf.Open(_owner, afterTicks: 5, withCounters: false);
            ITape other = shelf.Open(new object());
            one.Begin([9, 9]);
            one.Add(BlockType.Metadata, [1]);
            one.Add(BlockType.Stacks, [2, 2]);
            other.Add(BlockType.Events, [7]);
            one.Add(BlockType.Events, [3]);
            one.Add(BlockType.Events, [4]);
            one.Add(BlockType.SequencePoint, [5]);
            one.Dispose();

            TapeCopy copy = Assert.Single(shelf.Copy(_owner));
            Assert.Equal([9, 9], copy.Header);
            Assert.Equal((5L, false), (copy.AfterTicks, copy.WithCounters));
            Assert.Equal([[1]], copy.Metadata);
            Assert.Equal(2, copy.Segments.Count);
            Assert.Null(copy.Segments[0].SequencePoint);
            Assert.Equal([[2, 2]], copy.Segments[0].Stacks);
            Assert.Equal([[3], [4]], copy.Segments[0].Events);
            Assert.Equal([5], copy.Segments[1].SequencePoint);
            Assert.Null(shelf.SinceNewestCut());
            Assert.Null(spool.WhyCut);
            Assert.Single(_folder.Entries);
        }

        Assert.Empty(_folder.Entries);
    }

    [Fact]
    public void A_tape_without_events_is_none()
    {
        using SpoolShelf spool = Open();
        ITape tape = ((ITapeShelf)spool).Open(_owner);
        tape.Add(BlockType.Metadata, [1]);
        tape.Add(BlockType.SequencePoint, [1]);

        Assert.Empty(((ITapeShelf)spool).Copy(_owner));
    }

    [Fact]
    public void Before_the_disk_is_full_nothing_more_is_kept_and_what_there_is_stays()
    {
        using SpoolShelf spool = Open();
        ITapeShelf shelf = spool;
        ITape tape = shelf.Open(_owner);
        byte[] block = new byte[3 << 20];
        tape.Add(BlockType.Events, block);
        tape.Add(BlockType.Events, block);
        _roomLeft = (256L << 20) + (5 << 20);
        tape.Add(BlockType.Events, block);
        tape.Add(BlockType.Events, block);
        tape.Add(BlockType.Events, [1]);

        int kept = shelf.Copy(_owner)[0].Segments[0].Events.Count;
        Assert.InRange(kept, 2, 3);
        Assert.Equal("there is no more room on the disk", spool.WhyCut);
        Assert.NotNull(shelf.SinceNewestCut());
        Assert.Equal(block, shelf.Copy(_owner)[0].Segments[0].Events[kept - 1]);
    }

    // Its folder was removed, which an open file survives; the room on its disk cannot be asked for any more.
    [Fact]
    public void Where_the_room_is_not_known_any_more_it_ends_there_and_the_reader_goes_on()
    {
        using var spool = SpoolShelf.Over(
            new FileStream(_folder.Combine("spool"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose),
            static () => throw new DriveNotFoundException("no such folder"),
            TimeProvider.System);
        ITape tape = ((ITapeShelf)spool).Open(_owner);
        tape.Add(BlockType.Events, new byte[5 << 20]);

        Assert.Equal("no such folder", spool.WhyCut);
    }

    private SpoolShelf Open() => SpoolShelf.Over(
        new FileStream(_folder.Combine("spool"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose), () => _roomLeft, TimeProvider.System);
}
