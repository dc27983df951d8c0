using BlockWatch.Detection.Chains;

namespace BlockWatch.Reports.Model;

/// <summary>One async method of a chain.</summary>
public sealed record ReportChainLink
{
    /// <summary>As C# writes it; the bare name where type and namespace are not known.</summary>
    public required string Method { get; init; }

    /// <summary>Whether it was on the stack, or suspended and awaiting the next one.</summary>
    public required ChainSource Source { get; init; }
}
