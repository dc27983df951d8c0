namespace BlockWatch.EventPipe.NetTrace.Payloads;

/// <summary>Events of the rundown provider: what the target had at a session's start, or at its end.</summary>
internal static class RundownEventIds
{
    public const int MethodAtStart = 143;
    public const int MethodAtEnd = 144;
    public const int EndComplete = 146;
    public const int ILToNativeMapAtStart = 149;
    public const int ILToNativeMapAtEnd = 150;
    public const int ModuleAtStart = 153;
    public const int ModuleAtEnd = 154;
    public const int ThreadAtEnd = 159;
    public const int RuntimeAtEnd = 187;
}
