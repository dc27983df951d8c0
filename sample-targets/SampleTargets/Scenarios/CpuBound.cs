using System.Security.Cryptography;
using SampleTargets.Load;
using SampleTargets.Running;
using SampleTargets.Truth;
using SampleTargets.Web;

namespace SampleTargets.Scenarios;

/// <summary>CPU-bound work in a handler.</summary>
/// <remarks>
/// The fault: <see cref="HashAsync"/> hashes blocks of 64 KB with SHA-256 until 200 ms have passed.
/// The line: the one marked BLOCKS. Most samples are within the cryptography library that it calls.
/// blockwatch must say: BW0006 at that line, and that the work belongs on a thread of its own.
/// The healthy twin (<c>--load healthy</c>) does the same on a dedicated thread and awaits it: nothing, for no pool thread is held.
/// </remarks>
internal sealed class CpuBound : WebScenario
{
    private const int BlockBytes = 64 * 1024;

    private static readonly TimeSpan StallFor = TimeSpan.FromMilliseconds(200);

    private readonly byte[] _note = new byte[BlockBytes];

    public override string Name => "cpu-bound";

    public override string Description => "a handler computes SHA-256 for about 200 ms (BW0006)";

    public override ScenarioFacts Facts { get; } = ScenarioFacts.Faulty("BW0006");

    protected override IReadOnlyList<string> HealthyPaths { get; } = ["/hash-offloaded", WebTarget.OkPath];

    // Each second request is 200 ms of one core.
    protected override double HealthyRate => 4;

    protected override void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/hash", HashAsync);
        routes.MapGet("/hash-offloaded", HashOffloadedAsync);
    }

    protected override Task FaultLoadAsync(LoadGenerator load, ScenarioRun run) =>
        load.InTurnAsync(["/hash", WebTarget.OkPath], TimeSpan.FromMilliseconds(50));

    private async Task<IResult> HashAsync(TruthLog truth)
    {
        await Task.Delay(5);
        byte[] digest = [];
        Fault fault = truth.Begin();
        while (fault.Elapsed < StallFor)
        {
            digest = SHA256.HashData(_note); // BLOCKS
        }

        truth.End(fault, FaultCategory.Cpu);
        return Results.Text(Convert.ToHexString(digest));
    }

    private async Task<IResult> HashOffloadedAsync(TruthLog truth)
    {
        TaskCompletionSource<byte[]> hashed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() => hashed.SetResult(Hash(truth))) { IsBackground = true, Name = "hashing" }.Start();
        return Results.Text(Convert.ToHexString(await hashed.Task));
    }

    private byte[] Hash(TruthLog truth)
    {
        byte[] digest = [];
        Fault work = truth.Begin();
        while (work.Elapsed < StallFor)
        {
            digest = SHA256.HashData(_note); // BLOCKS
        }

        // In the truth too, with onPool false: a thread of one's own may be busy.
        truth.End(work, FaultCategory.Cpu);
        return digest;
    }
}
