using System.Text;

namespace BlockWatch.Benchmarks.Memory.Simulated;

/// <summary>Builds a payload as the runtime writes it: little-endian, packed, strings in UTF-16 with a terminating zero.</summary>
internal sealed class PayloadWriter
{
    private readonly List<byte> _bytes = [];

    public PayloadWriter Byte(byte value)
    {
        _bytes.Add(value);
        return this;
    }

    public PayloadWriter Int16(short value) => Bytes(BitConverter.GetBytes(value));

    public PayloadWriter Int32(int value) => Bytes(BitConverter.GetBytes(value));

    public PayloadWriter Int64(long value) => Bytes(BitConverter.GetBytes(value));

    public PayloadWriter Double(double value) => Bytes(BitConverter.GetBytes(value));

    public PayloadWriter Text(string value) => Bytes(Encoding.Unicode.GetBytes(value + "\0"));

    public PayloadWriter Bytes(byte[] value)
    {
        _bytes.AddRange(value);
        return this;
    }

    public byte[] ToArray() => [.. _bytes];
}
