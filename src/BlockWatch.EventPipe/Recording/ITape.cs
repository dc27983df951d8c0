using BlockWatch.EventPipe.NetTrace;

namespace BlockWatch.EventPipe.Recording;

/// <summary>What a session's blocks go to as they come. Disposed when the session is over.</summary>
internal interface ITape : IBlockSink, IDisposable
{
}
