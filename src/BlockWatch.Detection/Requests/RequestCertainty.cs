namespace BlockWatch.Detection.Requests;

/// <summary>How it is known that a stall was in a request.</summary>
public enum RequestCertainty
{
    /// <summary>The request's begin or end lies in the stall's own span, on its thread.</summary>
    Certain,

    /// <summary>Requests to this endpoint alone were under way during every one of several stalls, and by chance that is improbable.</summary>
    Inferred,
}
