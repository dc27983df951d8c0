namespace BlockWatch.EventPipe.Recording;

/// <summary>Where a block lies in the spool, bytes.</summary>
internal readonly record struct SpooledBlock(long Offset, int Length);
