namespace BlockWatch.EventPipe.NetTrace;

/// <summary>One block's bytes, and the events in it that are held back. Used again when the last of them has been handed out.</summary>
internal sealed class BlockBuffer
{
    // Most sessions are short and read little. What they begin with must not be a large object: those are collected with all old ones only.
    private const int FirstBytes = 16 * 1024;
    private const int FirstHeld = 128;

    // A runtime's blocks of 100 KB have at most some ten thousand.
    private const int MostHeld = 1 << 20;

    private int _users;

    /// <summary>The block's bytes, in the first <see cref="Length"/> of these.</summary>
    public byte[] Bytes { get; private set; } = new byte[FirstBytes];

    public int Length { get; set; }

    /// <summary>Events that are held back, in the first <see cref="HeldCount"/> of these.</summary>
    public HeldEvent[] Held { get; private set; } = new HeldEvent[FirstHeld];

    public int HeldCount { get; private set; }

    public ReadOnlySpan<byte> Content => Bytes.AsSpan(0, Length);

    /// <summary>Memory that it takes, bytes.</summary>
    public long Size => Bytes.Length + ((long)Held.Length * HeldEvent.Size);

    /// <summary>The size that it was counted with; 0 when it was not.</summary>
    public long Counted { get; set; }

    /// <summary>Makes room for this many bytes; keeps those that are there.</summary>
    public void Reserve(int length)
    {
        if (length > Bytes.Length)
        {
            byte[] larger = new byte[Math.Max(length, (int)Math.Min(2L * Bytes.Length, Array.MaxLength))];
            Bytes.AsSpan(0, Length).CopyTo(larger);
            Bytes = larger;
        }
    }

    /// <exception cref="NetTraceException">There are more than a block can have.</exception>
    public void Hold(in HeldEvent held)
    {
        if (HeldCount == Held.Length)
        {
            if (HeldCount == MostHeld)
            {
                throw new NetTraceException("a block has more events than there can be");
            }

            HeldEvent[] larger = new HeldEvent[Held.Length * 2];
            Held.CopyTo(larger, 0);
            Held = larger;
        }

        Held[HeldCount++] = held;
    }

    public void Use() => _users++;

    /// <returns>True when nobody uses it any more.</returns>
    public bool Release()
    {
        if (--_users > 0)
        {
            return false;
        }

        HeldCount = 0;
        Length = 0;
        return true;
    }
}
