namespace BlockWatch.EventPipe.Methods;

/// <summary>One compiled body of a method, in the target's memory. A method has several when it is compiled in tiers.</summary>
/// <remarks>
/// Names are as the runtime spells them. The module is kept by its id, because a rundown lists the methods before their modules.
/// The map and the inline tree are set at most once, by the thread that reads the method's events; a reader that comes earlier sees no lines yet.
/// </remarks>
internal sealed class MethodBody
{
    public required ulong Start { get; init; }

    /// <summary>Bytes; 0 when unknown (methods compiled ahead of time that were first used after the attach).</summary>
    public uint Size { get; init; }

    /// <summary>The runtime's id of the method, which all its bodies share.</summary>
    public long MethodId { get; init; }

    /// <summary>What the runtime says of the body (MethodFlags): dynamic, generic, compiled at run time, its tier. 0 when unknown.</summary>
    public int Flags { get; init; }

    /// <summary>0 when unknown.</summary>
    public long ModuleId { get; init; }

    public required string TypeName { get; init; }

    public required string MethodName { get; init; }

    public required string Signature { get; init; }

    /// <summary>The metadata token of the method's definition; 0 when unknown.</summary>
    public int Token { get; init; }

    public ILToNativeMap? Map { get; set; }

    /// <summary>How many bodies the map was told of before it. Set by the map, as are the two below.</summary>
    public long Order { get; set; }

    /// <summary>True once an address was found to lie in it.</summary>
    public bool WasFound { get; set; }

    /// <summary>True when the runtime unloaded it some time ago.</summary>
    public bool IsGone { get; set; }

    /// <summary>What the JIT inlined into this body; null when it inlined nothing or the runtime did not say.</summary>
    public InlineTree? Inlined { get; set; }
}
