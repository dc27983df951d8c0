namespace BlockWatch.Accuracy.Watching;

/// <summary>Which command of the tool watches.</summary>
internal enum WatchMode
{
    Attach,
    Run,
    Analyze,
}
