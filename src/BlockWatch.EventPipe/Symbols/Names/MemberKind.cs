namespace BlockWatch.EventPipe.Symbols.Names;

/// <summary>The C# syntax that a metadata name stands for.</summary>
internal enum MemberKind : byte
{
    Method,
    Constructor,
    StaticConstructor,
    Getter,
    Setter,
    EventAdder,
    EventRemover,
    Conversion,
}
