using System.Buffers.Binary;
using System.Text;

namespace BlockWatch.Fuzz.Mutations;

/// <summary>Changes bytes without knowing what they mean: flips, numbers at the edges of their range, cuts, copies, splices.</summary>
internal static class ByteMutator
{
    private const int LongestPiece = 600;

    // Where counts, lengths and signs go wrong.
    private static readonly long[] Edges =
    [
        0, 1, -1, 2, 7, 127, 128, 255, 256, short.MaxValue, short.MinValue, ushort.MaxValue, 1 << 16, 1 << 20, 1 << 24, (1 << 24) + 1, 1 << 30,
        int.MaxValue, int.MinValue, int.MaxValue - 1, uint.MaxValue, 1L << 32, 1L << 40, long.MaxValue, long.MinValue, long.MaxValue - 1,
    ];

    public static long Edge(Random random) => Edges[random.Next(Edges.Length)] + (random.Next(4) == 0 ? random.Next(-3, 4) : 0);

    /// <summary>Some changes, one after the other.</summary>
    /// <param name="bytes">Left as they are.</param>
    /// <param name="random">Decides.</param>
    /// <param name="other">Something of the same kind, to take pieces of.</param>
    public static byte[] Mutate(byte[] bytes, Random random, byte[]? other = null)
    {
        List<byte> changed = [.. bytes];
        for (int changes = 1 + random.Next(random.Next(4) == 0 ? 12 : 3); changes > 0; changes--)
        {
            Change(changed, random, other ?? bytes);
        }

        return [.. changed];
    }

    private static void Change(List<byte> bytes, Random random, byte[] other)
    {
        int at = random.Next(bytes.Count + 1);
        int left = bytes.Count - at;
        switch (random.Next(14))
        {
            case 0 when left > 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when left > 0:
                bytes[at] = (byte)random.Next(256);
                break;
            case 2 or 3 or 4:
                Overwrite(bytes, at, Number(random));
                break;
            case 5:
                bytes.RemoveRange(at, Math.Min(left, random.Next(1, LongestPiece)));
                break;
            case 6:
                bytes.InsertRange(random.Next(bytes.Count + 1), bytes.GetRange(at, Math.Min(left, random.Next(1, LongestPiece))));
                break;
            case 7:
                Overwrite(bytes, at, Enumerable.Repeat((byte)(random.Next(2) == 0 ? 0xFF : 0x80), random.Next(1, 20)).ToArray());
                break;
            case 8:
                Overwrite(bytes, at, new byte[random.Next(1, 64)]);
                break;
            case 9 when random.Next(3) == 0:
                bytes.RemoveRange(at, left);
                break;
            case 10:
                bytes.InsertRange(at, Piece(other, random));
                break;
            case 11:
                Overwrite(bytes, at, Piece(other, random));
                break;
            case 12:
                bytes.InsertRange(at, Text(random));
                break;
            default:
                Overwrite(bytes, at, Text(random));
                break;
        }
    }

    private static byte[] Number(Random random)
    {
        byte[] number = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(number, Edge(random));
        return number[..(1 << random.Next(4))];
    }

    private static byte[] Text(Random random)
    {
        string text = HostileText.Any(random);
        return (random.Next(2) == 0 ? Encoding.Unicode : Encoding.UTF8).GetBytes(text.Length > LongestPiece ? text[..LongestPiece] : text);
    }

    private static byte[] Piece(byte[] of, Random random)
    {
        int at = random.Next(of.Length + 1);
        return of.AsSpan(at, Math.Min(of.Length - at, random.Next(1, LongestPiece))).ToArray();
    }

    private static void Overwrite(List<byte> bytes, int at, byte[] with)
    {
        for (int i = 0; i < with.Length && at + i < bytes.Count; i++)
        {
            bytes[at + i] = with[i];
        }
    }
}
