using BlockWatch.Catalogue.Tests.Live;

namespace BlockWatch.Catalogue.Tests.Calls;

/// <summary>Every call that the tests make.</summary>
internal static class AllCalls
{
    public static IReadOnlyList<LiveCall> List() =>
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
    ];
}
