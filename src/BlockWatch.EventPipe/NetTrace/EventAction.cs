namespace BlockWatch.EventPipe.NetTrace;

/// <summary>Takes an event while it is handed out; nothing of it may be kept, its buffers are used again.</summary>
internal delegate void EventAction(in NetTraceEvent data);
