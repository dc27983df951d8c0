namespace BlockWatch.EventPipe.Symbols.Names;

/// <summary>What the C# compiler made a name for.</summary>
internal enum GeneratedNameKind : byte
{
    /// <summary>Something else that nobody wrote: <c>&lt;PrivateImplementationDetails&gt;</c>, <c>&lt;&gt;o__1</c>.</summary>
    Other,

    /// <summary>The written name in disguise: <c>&lt;Main&gt;$</c>, <c>&lt;Clone&gt;$</c>.</summary>
    Alias,

    /// <summary><c>&lt;X&gt;d__3</c>: the type that an async method or iterator X became.</summary>
    StateMachine,

    /// <summary><c>&lt;X&gt;b__3_0</c>: a lambda in X.</summary>
    Lambda,

    /// <summary><c>&lt;X&gt;g__Y|3_0</c>: the local function Y in X.</summary>
    LocalFunction,

    /// <summary><c>&lt;&gt;c</c>, <c>&lt;&gt;c__DisplayClass3_0</c>: the type that holds lambdas and what they captured.</summary>
    Closure,

    /// <summary><c>&lt;&gt;m__Finally1</c>: a finally block of an iterator.</summary>
    Finally,

    /// <summary><c>&lt;&gt;f__AnonymousType0</c>.</summary>
    AnonymousType,

    /// <summary><c>&lt;File&gt;F0A…__Y</c>: the type Y with the <c>file</c> modifier.</summary>
    FileLocalType,
}
