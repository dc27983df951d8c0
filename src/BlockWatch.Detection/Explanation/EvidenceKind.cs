namespace BlockWatch.Detection.Explanation;

/// <summary>How we know.</summary>
public enum EvidenceKind
{
    /// <summary>The span alone: how long, not why.</summary>
    Span,

    /// <summary>A wait's own start and stop events: exact.</summary>
    Wait,

    /// <summary>A contention's own start and stop events: exact.</summary>
    Contention,

    /// <summary>Stacks that the sampler took inside the stall.</summary>
    Samples,

    /// <summary>The runtime's suspension events: exact.</summary>
    Suspension,

    /// <summary>The start of a method's compilation and its load event: exact.</summary>
    Compilation,
}
