using BlockWatch.Detection;

namespace BlockWatch.EventPipe.Governing;

/// <summary>Bursts, as far as they are governed.</summary>
internal interface IGovernedBursts
{
    /// <summary>From now on bursts may take so much of the target, milliseconds of its processor time a second.</summary>
    void Limit(double msPerSecond);

    /// <summary>Asks for a burst as soon as may be. Cheap; callable from any thread.</summary>
    void Want(EvidenceRequest request);
}
