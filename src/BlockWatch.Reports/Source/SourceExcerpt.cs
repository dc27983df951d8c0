namespace BlockWatch.Reports.Source;

/// <summary>Some lines of a source file around one of them. Harmless for a terminal.</summary>
/// <param name="FirstLine">The number of the first one, from 1.</param>
/// <param name="Line">The number of the one that it is about.</param>
/// <param name="Lines">Long ones are cut.</param>
internal sealed record SourceExcerpt(int FirstLine, int Line, IReadOnlyList<string> Lines);
