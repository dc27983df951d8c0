namespace BlockWatch.EndToEnd.Tests.Traces;

/// <summary>A fact that changes checked-in files, and therefore runs only when it is asked to.</summary>
public sealed class RecordingFactAttribute : FactAttribute
{
    public const string Variable = "BLOCKWATCH_RECORD_TRACES";

    public RecordingFactAttribute()
    {
        if (Environment.GetEnvironmentVariable(Variable) != "1")
        {
            Skip = $"Records the checked-in traces anew: only with {Variable}=1, see tests/traces/README.md.";
        }
    }
}
