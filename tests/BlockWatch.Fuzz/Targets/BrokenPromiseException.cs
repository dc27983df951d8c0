namespace BlockWatch.Fuzz.Targets;

/// <summary>The product did not crash, but did what it must not do: a wrong exit code, a stack trace, a control character.</summary>
internal sealed class BrokenPromiseException : Exception
{
    public BrokenPromiseException(string message)
        : base(message)
    {
    }
}
