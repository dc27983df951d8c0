namespace BlockWatch.Accuracy.Matching;

/// <summary>How a reported method agrees with that of the truth file.</summary>
internal enum MethodMatch
{
    None,

    /// <summary>A lambda or a local function inside it: the truth file names the member only. Right where the line is right too.</summary>
    Inside,

    Same,
}
