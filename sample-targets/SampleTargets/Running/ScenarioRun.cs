using SampleTargets.Truth;

namespace SampleTargets.Running;

/// <summary>What one run of a scenario has to go by.</summary>
/// <param name="Options">The command line.</param>
/// <param name="Truth">Where the scenario writes down what it really did.</param>
/// <param name="End">Fires when the run is to end: no new request after that.</param>
internal sealed record ScenarioRun(SampleOptions Options, TruthLog Truth, CancellationToken End)
{
    /// <summary>Tells whoever started us that the fault may happen from now on.</summary>
    /// <param name="url">Where the web scenario listens; null when it is none.</param>
    public static void AnnounceReady(Uri? url)
    {
        string address = url?.GetLeftPart(UriPartial.Authority) ?? "-";
        Console.Out.WriteLine($"READY pid={Environment.ProcessId} url={address}");
        Console.Out.Flush();
    }
}
