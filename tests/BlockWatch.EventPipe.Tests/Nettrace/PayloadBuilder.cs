using System.Text;

namespace BlockWatch.EventPipe.Tests.Nettrace;

/// <summary>Builds an event's payload as the runtime writes it: little-endian, packed, strings in UTF-16 with a terminating zero.</summary>
#pragma warning disable CA1001 // Streams in memory hold nothing.
internal sealed class PayloadBuilder
#pragma warning restore CA1001
{
    private readonly MemoryStream _bytes = new();
    private readonly BinaryWriter _writer;

    public PayloadBuilder()
    {
        _writer = new BinaryWriter(_bytes);
    }

    public PayloadBuilder Byte(byte value) => Written(() => _writer.Write(value));

    public PayloadBuilder Int16(short value) => Written(() => _writer.Write(value));

    public PayloadBuilder Int32(int value) => Written(() => _writer.Write(value));

    public PayloadBuilder Int64(long value) => Written(() => _writer.Write(value));

    public PayloadBuilder Float64(double value) => Written(() => _writer.Write(value));

    public PayloadBuilder Float32(float value) => Written(() => _writer.Write(value));

    public PayloadBuilder Guid(Guid value) => Written(() => _writer.Write(value.ToByteArray()));

    public PayloadBuilder Text(string value) => Written(() => _writer.Write(Encoding.Unicode.GetBytes(value + "\0")));

    public PayloadBuilder Bytes(byte[] value) => Written(() => _writer.Write(value));

    public byte[] ToArray() => _bytes.ToArray();

    private PayloadBuilder Written(Action write)
    {
        write();
        return this;
    }
}
