namespace BlockWatch.Detection.Findings;

/// <summary>How much it matters.</summary>
public enum Severity
{
    Info,
    Warning,
    Error,
}
