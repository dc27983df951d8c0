using BlockWatch.Detection.Stacks;

namespace BlockWatch.Detection.Async;

/// <summary>Knows no method behind any name.</summary>
public sealed class UnknownNames : IAsyncNames
{
    public static UnknownNames Instance { get; } = new();

    private UnknownNames()
    {
    }

    public Frame? MethodOf(string operationName) => null;
}
