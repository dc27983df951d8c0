using BlockWatch.Catalogue.Tests.Live;

namespace BlockWatch.Catalogue.Tests.Calls;

/// <summary>Every call that the tests make.</summary>
internal static class AllCalls
{
    // On .NET 10 the class library's own code jumps out of these, or into what it shares with others, and leaves no frame of
    // them: the cause is right, and the nearest method that is certain is named. Others lie inside one that has a name.
    private static readonly HashSet<string> LoseTheirName =
    [
        "System.Formats.Tar.TarFile CreateFromDirectory",
        "System.Formats.Tar.TarFile ExtractToDirectory",
        "System.Formats.Tar.TarWriter WriteEntry",
        "System.IO.BufferedStream Dispose",
        "System.IO.BufferedStream Write",
        "System.IO.Compression.BrotliStream Dispose",
        "System.IO.Compression.DeflateStream Dispose",
        "System.IO.Compression.DeflateStream Flush",
        "System.IO.Compression.GZipStream Dispose",
        "System.IO.Compression.GZipStream Flush",
        "System.IO.Compression.GZipStream Read",
        "System.IO.Compression.GZipStream Write",
        "System.IO.Compression.ZLibStream Dispose",
        "System.IO.Compression.ZLibStream Flush",
        "System.IO.Compression.ZLibStream Read",
        "System.IO.Compression.ZLibStream Write",
        "System.IO.Compression.ZipFile CreateFromDirectory",
        "System.IO.Compression.ZipFileExtensions CreateEntryFromFile",
        "System.IO.File AppendAllLines",
        "System.IO.File WriteAllLines",
        "System.IO.RandomAccess FlushToDisk",
        "System.IO.RandomAccess Read",
        "System.IO.RandomAccess Write",
        "System.IO.Stream ReadAtLeast",
        "System.Linq.ParallelEnumerable ForAll",
        "System.Net.Sockets.SocketAsyncContext PerformSyncOperation",
        "System.Net.Sockets.TcpListener AcceptSocket",
        "System.Net.Sockets.UdpClient Send",
        "System.Reflection.Assembly Load",
        "System.Runtime.CompilerServices.ConfiguredValueTaskAwaitable+ConfiguredValueTaskAwaiter GetResult",
        "System.Runtime.CompilerServices.ValueTaskAwaiter GetResult",
        "System.Security.Cryptography.CryptoStream Dispose",
        "System.Security.Cryptography.SHA256 HashData",
        "System.Text.Json.JsonSerializer Deserialize",
        "System.Threading.Tasks.TaskToAsyncResult End",
        "System.Xml.Serialization.XmlSerializer Deserialize",
        "System.Xml.Serialization.XmlSerializer Serialize",
        "System.Xml.XmlDocument Save",
        "System.Xml.XmlWriter Dispose",
    ];

    public static IReadOnlyList<LiveCall> List() =>
    [
        .. All().Select(call => call with { LosesItsName = LoseTheirName.Contains(call.Name) }),

        // What a callback runs is named, never the callback.
        .. CallbackCalls.List().Select(call => call with { LosesItsName = true }),
    ];

    private static IEnumerable<LiveCall> All() =>
    [
        .. TaskCalls.List(),
        .. PrimitiveCalls.List(),
        .. LockCalls.List(),
        .. SleepCalls.List(),
        .. FileCalls.List(),
        .. FileMetadataCalls.List(),
        .. FileStreamCalls.List(),
        .. ArchiveCalls.List(),
        .. ReaderCalls.List(),
        .. CodecCalls.List(),
        .. DocumentCalls.List(),
        .. SocketCalls.List(),
        .. HttpCalls.List(),
        .. ProcessCalls.List(),
        .. RuntimeCalls.List(),
        .. ComputingCalls.List(),
        .. PackageCalls.List(),
    ];
}
