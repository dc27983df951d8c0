using System.Collections;

namespace BlockWatch.EventPipe.Recording;

/// <summary>Blocks that are read when they are asked for, and not kept.</summary>
internal sealed class SpooledBlocks : IReadOnlyList<byte[]>
{
    private readonly SpoolShelf _shelf;
    private readonly SpooledBlock[] _blocks;

    public SpooledBlocks(SpoolShelf shelf, IEnumerable<SpooledBlock> blocks)
    {
        _shelf = shelf;
        _blocks = [.. blocks];
    }

    public int Count => _blocks.Length;

    public byte[] this[int index] => _shelf.Read(_blocks[index]);

    public IEnumerator<byte[]> GetEnumerator() => _blocks.Select(_shelf.Read).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
