namespace BlockWatch.Benchmarks.Overhead;

/// <summary>A tool that watches.</summary>
internal enum VariantTool
{
    /// <summary><c>blockwatch attach</c>.</summary>
    BlockWatch,

    /// <summary><c>dotnet-trace collect</c>.</summary>
    DotnetTrace,

    /// <summary>One session of those that blockwatch opens, alone.</summary>
    Lane,
}
