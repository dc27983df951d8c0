using System.Security.Cryptography;
using System.Text;
using BlockWatch.Catalogue.Tests.Live;
using Cause = BlockWatch.Detection.Explanation.BlockingCategory;

namespace BlockWatch.Catalogue.Tests.Calls;

/// <summary>FileStream and RandomAccess.</summary>
internal static class FileStreamCalls
{
    public static IEnumerable<LiveCall> List() =>
    [
        new(typeof(FileStream), ".ctor", Cause.File, hold =>
        {
            string path = Fifo.Unopened(hold);
            return () => _ = new FileStream(path, FileMode.Open, FileAccess.Read);
        }),
        On(hold => Fifo.Reader(hold), "Read", stream => stream.Read(new byte[1])),
        On(hold => Fifo.Reader(hold), "ReadByte", stream => stream.ReadByte()),
        On(hold => Fifo.Reader(hold), "CopyTo", stream => stream.CopyTo(Stream.Null, 4096)),
        On(hold => Fifo.FullWriter(hold), "Write", stream => stream.Write(Fifo.Bytes)),
        On(hold => Fifo.FullWriter(hold), "WriteByte", stream => stream.WriteByte(1)),
        On(hold => Fifo.FullWriter(hold, 4096), "Flush", stream =>
        {
            stream.WriteByte(1);
            stream.Flush();
        }),
        new(typeof(Stream), "Dispose", Cause.File, hold =>
        {
            FileStream stream = Fifo.FullWriter(hold, 4096);
            return () =>
            {
                stream.WriteByte(1);
                stream.Dispose();
            };
        }),
        new(typeof(Stream), "Close", Cause.File, hold =>
        {
            FileStream stream = Fifo.FullWriter(hold, 4096);
            return () =>
            {
                stream.WriteByte(1);
                stream.Close();
            };
        }),
        new(typeof(BufferedStream), "Dispose", Cause.File, hold =>
        {
            var stream = new BufferedStream(Fifo.FullWriter(hold));
            return () =>
            {
                stream.Write([1]);
                stream.Dispose();
            };
        }),
        new(typeof(Stream), "Read", Cause.File, hold =>
        {
            // It overrides the method with an array only: the base class calls that.
            var stream = new CryptoStream(Fifo.Reader(hold), Aes.Create().CreateDecryptor(), CryptoStreamMode.Read);
            return () => stream.Read(new byte[16].AsSpan());
        }),
        new(typeof(RandomAccess), "Read", Cause.File, hold =>
        {
            File.WriteAllBytes(hold.PathOf("file"), Fifo.Bytes);
            FileStream stream = File.OpenRead(hold.PathOf("file"));
            byte[] buffer = new byte[Fifo.Bytes.Length];
            return () => RandomAccess.Read(stream.SafeFileHandle, buffer, 0);
        }, Repeats: true),
        new(typeof(RandomAccess), "Write", Cause.File, hold =>
        {
            FileStream stream = File.Create(hold.PathOf("file"));
            return () => RandomAccess.Write(stream.SafeFileHandle, Fifo.Bytes, 0);
        }, Repeats: true),
        new(typeof(RandomAccess), "FlushToDisk", Cause.File, hold =>
        {
            var stream = new FileStream(hold.PathOf("file"), FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
            return () =>
            {
                stream.Write(Encoding.UTF8.GetBytes("line"));
                RandomAccess.FlushToDisk(stream.SafeFileHandle);
            };
        }, Repeats: true),
        new(typeof(Stream), "ReadAtLeast", Cause.File, hold =>
        {
            FileStream stream = Fifo.Reader(hold);
            return () => stream.ReadAtLeast(new byte[8], 4);
        }),
        new(typeof(Stream), "ReadExactly", Cause.File, hold =>
        {
            FileStream stream = Fifo.Reader(hold);
            return () => stream.ReadExactly(new byte[8]);
        }),
        new(typeof(BufferedStream), "Read", Cause.File, hold =>
        {
            var stream = new BufferedStream(Fifo.Reader(hold));
            return () => stream.Read(new byte[1]);
        }),
        new(typeof(BufferedStream), "Write", Cause.File, hold =>
        {
            var stream = new BufferedStream(Fifo.FullWriter(hold));
            return () => stream.Write(Fifo.Bytes);
        }),
        new(typeof(BufferedStream), "Flush", Cause.File, hold =>
        {
            var stream = new BufferedStream(Fifo.FullWriter(hold));
            return () =>
            {
                stream.Write([1]);
                stream.Flush();
            };
        }),
    ];

    private static LiveCall On(Func<Hold, FileStream> open, string method, Action<FileStream> call) => new(typeof(FileStream), method, Cause.File, hold =>
    {
        FileStream stream = open(hold);
        return () => call(stream);
    });
}
