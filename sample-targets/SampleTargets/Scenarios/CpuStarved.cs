using System.Diagnostics;
using System.Security.Cryptography;
using SampleTargets.Load;
using SampleTargets.Running;
using SampleTargets.Web;

namespace SampleTargets.Scenarios;

/// <summary>A healthy server on a machine that others keep busy.</summary>
/// <remarks>
/// The fault: none in the handlers. Eight threads a core, none of them the pool's, compute without a pause, as other programs on the
/// same machine would; <see cref="DigestAsync"/> hashes for some 25 ms of processor time, and takes far longer than 100 ms, because it gets
/// a small part of a processor.
/// The line: none; nothing is marked and the truth file stays empty.
/// blockwatch must say: never one of BW0001 to BW0006; BW0010 (processor queue) for the handlers, where the operating system tells
/// (Linux), and for how long they were ready to run while no processor was free.
/// </remarks>
internal sealed class CpuStarved : WebScenario
{
    private const int BlockBytes = 64 * 1024;
    private const int BusyThreadsACore = 8;

    private static readonly TimeSpan WorkFor = TimeSpan.FromMilliseconds(25);

    private readonly byte[] _note = new byte[BlockBytes];
    private int _blocks = 1;

    public override string Name => "cpu-starved";

    public override string Description => "short handlers on a machine whose processors other threads keep busy: no finding but the processor queue";

    public override ScenarioFacts Facts { get; } = ScenarioFacts.Healthy with { OnlyLive = true };

    protected override IReadOnlyList<string> HealthyPaths { get; } = ["/digest", WebTarget.OkPath];

    protected override double HealthyRate => 4;

    protected override Task SetUpAsync(ScenarioRun run)
    {
        // Before the others start: how much is 25 ms of a processor of one's own?
        _blocks = BlocksIn(WorkFor);
        for (int i = 0; i < Environment.ProcessorCount * BusyThreadsACore; i++)
        {
            new Thread(() => Compute(run.End)) { IsBackground = true, Name = "busy" }.Start();
        }

        return Task.CompletedTask;
    }

    protected override void Map(IEndpointRouteBuilder routes) => routes.MapGet("/digest", DigestAsync);

    // There is no fault to bring about: the load is the healthy one either way.
    protected override Task FaultLoadAsync(LoadGenerator load, ScenarioRun run) =>
        load.PacedAsync(HealthyPaths, run.Options.Rate ?? HealthyRate);

    private async Task<IResult> DigestAsync()
    {
        await Task.Yield();
        byte[] digest = [];
        for (int i = 0; i < _blocks; i++)
        {
            digest = SHA256.HashData(_note);
        }

        return Results.Text(Convert.ToHexString(digest));
    }

    private int BlocksIn(TimeSpan time)
    {
        int blocks = 0;
        SHA256.HashData(_note);
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < time; blocks++)
        {
            SHA256.HashData(_note);
        }

        return Math.Max(1, blocks);
    }

    private static void Compute(CancellationToken end)
    {
        double sum = 0;
        while (!end.IsCancellationRequested)
        {
            for (int i = 1; i < 10_000; i++)
            {
                sum += Math.Sqrt(i);
            }
        }

        GC.KeepAlive(sum);
    }
}
