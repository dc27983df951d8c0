namespace BlockWatch.Detection.Spans;

/// <summary>How we know that a span is open.</summary>
internal enum SpanSource : byte
{
    /// <summary>Its start event.</summary>
    Event,

    /// <summary>Two looks at the same site, at least the threshold apart, with no span event between them: it began at the first look or earlier.</summary>
    Samples,

    /// <summary>A pool thread's wait that has lasted for the threshold: it began with the wait or earlier.</summary>
    Wait,

    /// <summary>A pool thread that did not run while work items were not told of, and a stack that shows it at work: it began with the sleep or earlier.</summary>
    Sleep,
}
