namespace SampleTargets.Load;

/// <summary>Which of its own endpoints a web scenario calls.</summary>
internal enum LoadKind
{
    /// <summary>Those with the fault.</summary>
    Faults,

    /// <summary>Those of the healthy twin, which does the same work without the fault.</summary>
    Healthy,

    /// <summary>None: somebody else makes the requests.</summary>
    None,
}
