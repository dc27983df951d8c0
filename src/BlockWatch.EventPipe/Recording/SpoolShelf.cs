namespace BlockWatch.EventPipe.Recording;

/// <summary>Keeps every block of a whole watch in a file that is gone when this is. In memory is only where each block lies.</summary>
/// <remarks>
/// The sessions' own threads write, and a block at a time goes to the system's cache: that is as fast as memory until the disk cannot follow, and then the runtime drops events, which the trace tells,
/// as it does when blockwatch is slow for another reason. Before the disk is full nothing more is kept: the trace ends there, and says nothing of what came later.
/// </remarks>
public sealed class SpoolShelf : ITapeShelf, IDisposable
{
    // Enough for the trace, which is written from the spool and is not larger, and for the others who write to that disk.
    private const long LeastLeft = 256L << 20;

    // What is remembered of a block takes 16 bytes; a session brings some ten blocks a second, so this is a week.
    private const long MostBlocks = 4_194_304;

    // The room that is left is asked for once in so many bytes.
    private const long AskEvery = 4L << 20;

    private readonly object _gate = new();
    private readonly FileStream _file;
    private readonly Func<long> _roomLeft;
    private readonly TimeProvider _time;
    private readonly List<SpooledTape> _tapes = [];
    private long _length;
    private long _blocks;
    private long _nextAsked = AskEvery;
    private long? _cutAt;

    private SpoolShelf(FileStream file, Func<long> roomLeft, TimeProvider time)
    {
        _file = file;
        _roomLeft = roomLeft;
        _time = time;
    }

    /// <summary>Why not everything is kept; null when it is.</summary>
    public string? WhyCut { get; private set; }

    /// <summary>Keeps them in a file.</summary>
    /// <param name="file">New, in the folder where the trace will be, to be read and written, and gone when it is closed; it is ours from now on.</param>
    public static SpoolShelf Over(FileStream file)
    {
        ArgumentNullException.ThrowIfNull(file);
        string folder = Path.GetDirectoryName(file.Name)!;
        return Over(file, () => RoomLeft(folder), TimeProvider.System);
    }

    internal static SpoolShelf Over(FileStream file, Func<long> roomLeft, TimeProvider time) => new(file, roomLeft, time);

    private static long RoomLeft(string folder) => new DriveInfo(OperatingSystem.IsWindows() ? Path.GetPathRoot(folder)! : folder).AvailableFreeSpace;

    ITape ITapeShelf.Open(object owner, long afterTicks, bool withCounters)
    {
        var tape = new SpooledTape(this, owner, afterTicks, withCounters);
        lock (_gate)
        {
            _tapes.Add(tape);
        }

        return tape;
    }

    IReadOnlyList<TapeCopy> ITapeShelf.Copy(object owner)
    {
        lock (_gate)
        {
            return [.. _tapes.Where(tape => tape.Owner == owner).Select(static tape => tape.Copy()).OfType<TapeCopy>()];
        }
    }

    TimeSpan? ITapeShelf.SinceNewestCut() => _cutAt is { } cut ? _time.GetElapsedTime(cut) : null;

    public void Dispose() => _file.Dispose();

    /// <summary>Appends a block and tells its tape where it lies.</summary>
    internal void Add(ReadOnlySpan<byte> content, Action<SpooledBlock> keep)
    {
        lock (_gate)
        {
            try
            {
                if (WhyCut is not null || IsFull_NeedsLock(content.Length))
                {
                    return;
                }

                RandomAccess.Write(_file.SafeFileHandle, content, _length);
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                Cut_NeedsLock(problem.Message);
                return;
            }

            keep(new SpooledBlock(_length, content.Length));
            _length += content.Length;
            if (++_blocks == MostBlocks)
            {
                Cut_NeedsLock("there are too many blocks of events");
            }
        }
    }

    internal byte[] Read(SpooledBlock block)
    {
        byte[] content = new byte[block.Length];
        int read = 0;
        while (read < content.Length)
        {
            int count = RandomAccess.Read(_file.SafeFileHandle, content.AsSpan(read), block.Offset + read);
            read += count > 0 ? count : throw new EndOfStreamException("the file that the trace was kept in has become shorter");
        }

        return content;
    }

    // The trace will need as much again.
    private bool IsFull_NeedsLock(int more)
    {
        if (_length + more < _nextAsked)
        {
            return false;
        }

        _nextAsked = _length + AskEvery;
        if (_roomLeft() >= _length + LeastLeft)
        {
            return false;
        }

        Cut_NeedsLock("there is no more room on the disk");
        return true;
    }

    private void Cut_NeedsLock(string why)
    {
        WhyCut = why;
        _cutAt = _time.GetTimestamp();
    }
}
