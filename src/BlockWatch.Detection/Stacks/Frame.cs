namespace BlockWatch.Detection.Stacks;

/// <summary>One method on a stack.</summary>
/// <remarks>Frames are compared by value: two frames with the same method and line are the same place.</remarks>
public sealed record Frame
{
    /// <summary>The method as a C# developer wrote it: <c>Orders.CheckoutAsync(int)</c>, with its namespace.</summary>
    public required string Method { get; init; }

    /// <summary>The declaring type in metadata spelling, with namespace, nested types joined by '+': <c>System.Threading.Tasks.Task`1</c>; empty when unknown.</summary>
    public string TypeName { get; init; } = "";

    /// <summary>The method's name in metadata spelling: <c>InternalWaitCore</c>, <c>get_Result</c>, <c>MoveNext</c>; empty when unknown.</summary>
    public string MethodName { get; init; } = "";

    /// <summary>The simple name of the assembly: <c>System.Private.CoreLib</c>; empty when unknown.</summary>
    public string Module { get; init; } = "";

    public FrameOrigin Origin { get; init; }

    /// <summary>Where in the source; null when no symbols say so. Never guessed.</summary>
    public SourceLocation? Source { get; init; }

    /// <summary>True for an async method whose body is its own, compiled as runtime async (.NET 11): there is no state machine.</summary>
    public bool IsRuntimeAsync { get; init; }

    /// <summary>The version of the library that the method is in, as its package or its assembly says; null when unknown, and for what is not a library.</summary>
    public string? Version { get; init; }

    /// <summary>The frame of an address that no method is known for.</summary>
    public static Frame Unresolved { get; } = new() { Method = "?", Origin = FrameOrigin.Unknown };

    public override string ToString() => Source is null ? Method : $"{Method} at {Source}";
}
