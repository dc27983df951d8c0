using System.IO.Compression;
using System.Security.Cryptography;
using BlockWatch.Catalogue.Tests.Live;
using Cause = BlockWatch.Detection.Explanation.BlockingCategory;

namespace BlockWatch.Catalogue.Tests.Calls;

/// <summary>Compression, encryption and hashing over a file that blocks.</summary>
internal static class CodecCalls
{
    public static IEnumerable<LiveCall> List() =>
    [
        .. Of<GZipStream>(stream => new GZipStream(stream, CompressionMode.Decompress), stream => new GZipStream(stream, CompressionMode.Compress)),
        .. Of<DeflateStream>(stream => new DeflateStream(stream, CompressionMode.Decompress), stream => new DeflateStream(stream, CompressionMode.Compress)),
        .. Of<ZLibStream>(stream => new ZLibStream(stream, CompressionMode.Decompress), stream => new ZLibStream(stream, CompressionMode.Compress)),
        .. Of<BrotliStream>(stream => new BrotliStream(stream, CompressionMode.Decompress), stream => new BrotliStream(stream, CompressionLevel.Fastest)),
        .. Of<CryptoStream>(
            stream => new CryptoStream(stream, Aes.Create().CreateDecryptor(), CryptoStreamMode.Read),
            stream => new CryptoStream(stream, Aes.Create().CreateEncryptor(), CryptoStreamMode.Write)).Where(c => c.Method != "Flush"),
        new(typeof(GZipStream), "CopyTo", Cause.File, hold =>
        {
            var stream = new GZipStream(Fifo.Reader(hold), CompressionMode.Decompress);
            return () => stream.CopyTo(Stream.Null, 4096);
        }),
        new(typeof(DeflateStream), "CopyTo", Cause.File, hold =>
        {
            var stream = new DeflateStream(Fifo.Reader(hold), CompressionMode.Decompress);
            return () => stream.CopyTo(Stream.Null, 4096);
        }),
        new(typeof(CryptoStream), "FlushFinalBlock", Cause.File, hold =>
        {
            var stream = new CryptoStream(Fifo.FullWriter(hold), Aes.Create().CreateEncryptor(), CryptoStreamMode.Write);
            return stream.FlushFinalBlock;
        }),
        new(typeof(HashAlgorithm), "ComputeHash", Cause.File, hold =>
        {
            FileStream stream = Fifo.Reader(hold);
            return () => SHA256.Create().ComputeHash(stream);
        }),
        new(typeof(SHA256), "HashData", Cause.File, hold =>
        {
            FileStream stream = Fifo.Reader(hold);
            return () => SHA256.HashData(stream);
        }),
    ];

    private static IEnumerable<LiveCall> Of<T>(Func<Stream, T> reader, Func<Stream, T> writer)
        where T : Stream =>
    [
        new(typeof(T), "Read", Cause.File, hold =>
        {
            T stream = reader(Fifo.Reader(hold));
            return () => stream.Read(new byte[16], 0, 16);
        }),
        new(typeof(T), "Write", Cause.File, hold =>
        {
            T stream = writer(Fifo.FullWriter(hold));
            return () =>
            {
                // The first may still fit into what the compressor keeps.
                while (true)
                {
                    stream.Write(Fifo.Bytes, 0, Fifo.Bytes.Length);
                }
            };
        }),
        new(typeof(T), "Dispose", Cause.File, hold =>
        {
            // Room for what comes before the end, as above.
            T stream = writer(new BufferedStream(Fifo.FullWriter(hold), 1 << 20));
            stream.Write([1], 0, 1);
            return stream.Dispose;
        }),
        new(typeof(T), "Flush", Cause.File, hold =>
        {
            // Room for what comes before the flush, which then finds none.
            T stream = writer(new BufferedStream(Fifo.FullWriter(hold), 1 << 20));
            stream.Write([1], 0, 1);
            return stream.Flush;
        }),
    ];
}
