using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using BlockWatch.Catalogue.Tests.Live;
using Cause = BlockWatch.Detection.Explanation.BlockingCategory;

namespace BlockWatch.Catalogue.Tests.Calls;

/// <summary>Libraries that compute: nothing waits.</summary>
internal static class ComputingCalls
{
    private static readonly int[] Numbers = [.. Enumerable.Range(0, 200_000)];

    private static readonly Regex Words = new("(x+y?)+z");

    private static readonly RSA Key = RSA.Create(2048);

    public static IEnumerable<LiveCall> List() =>
    [
        Computes(typeof(SHA256), "HashData", () => SHA256.HashData(Fifo.Bytes)),
        Computes(Internal.TypeOf(typeof(RSA), "System.Security.Cryptography.RSAOpenSsl"), "SignHash", () => Key.SignHash(new byte[32], HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)),
        Computes(typeof(DeflateStream), "Write", () => new DeflateStream(Stream.Null, CompressionLevel.SmallestSize).Write(Fifo.Bytes, 0, Fifo.Bytes.Length)),
        Computes(typeof(DeflateStream), "Read", () => Inflate(new DeflateStream(new MemoryStream(Deflated), CompressionMode.Decompress))),
        Computes(typeof(BrotliStream), "Write", () => new BrotliStream(Stream.Null, CompressionLevel.Optimal).Write(Fifo.Bytes, 0, Fifo.Bytes.Length)),
        Computes(typeof(Regex), "IsMatch", () => Words.IsMatch("xxxxxxxxxxxxxxxxxx")),
        Computes(typeof(JsonSerializer), "Serialize", () => JsonSerializer.Serialize(Numbers)),
    ];

    private static byte[] Deflated { get; } = Deflate();

    private static LiveCall Computes(Type type, string method, Action call) => new(type, method, Cause.Cpu, _ => Ready(call), Repeats: true);

    // What the calls work on is made here, not below the first of them.
    private static Action Ready(Action call)
    {
        GC.KeepAlive(Deflated);
        GC.KeepAlive(Key.ExportRSAPublicKey());
        return call;
    }

    private static void Inflate(DeflateStream stream)
    {
        byte[] buffer = new byte[1 << 20];
        while (stream.Read(buffer, 0, buffer.Length) > 0)
        {
        }
    }

    private static byte[] Deflate()
    {
        var target = new MemoryStream();
        using (var stream = new DeflateStream(target, CompressionLevel.Fastest))
        {
            stream.Write(Fifo.Bytes);
            stream.Write(new byte[4 << 20]);
        }

        return target.ToArray();
    }
}
