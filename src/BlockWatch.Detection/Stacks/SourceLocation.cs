namespace BlockWatch.Detection.Stacks;

/// <summary>A place in a source file.</summary>
/// <param name="File">The path as the compiler recorded it.</param>
/// <param name="Line">The line, from 1.</param>
public sealed record SourceLocation(string File, int Line)
{
    public override string ToString() => $"{File}:{Line}";
}
