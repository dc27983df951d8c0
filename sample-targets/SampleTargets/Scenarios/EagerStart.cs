using System.Security.Cryptography;
using SampleTargets.Load;
using SampleTargets.Running;
using SampleTargets.Truth;
using SampleTargets.Web;

namespace SampleTargets.Scenarios;

/// <summary>An async method starts on its caller's thread, and is there until its first await that does not complete at once.</summary>
/// <remarks>
/// The fault: <see cref="LoadAsync"/> sleeps for 200 ms before its first await; <see cref="DigestAsync"/> computes SHA-256 for 200 ms
/// and awaits only what is complete already. Both are called to run beside something else, which starts when they have blocked.
/// The lines: those marked BLOCKS.
/// blockwatch must say: BW0004 in LoadAsync and BW0006 in DigestAsync, not in the handlers that called them.
/// The healthy twin (<c>--load healthy</c>) yields at once, and hashes on a thread of its own: nothing.
/// </remarks>
internal sealed class EagerStart : WebScenario
{
    private const int SettingsMs = 200;

    private static readonly TimeSpan DigestFor = TimeSpan.FromMilliseconds(200);
    private static readonly byte[] Note = new byte[64 * 1024];

    public override string Name => "eager-start";

    public override string Description => "async methods sleep before their first await, and compute without ever yielding (BW0004, BW0006)";

    public override ScenarioFacts Facts { get; } = ScenarioFacts.Faulty("BW0004", "BW0006");

    protected override IReadOnlyList<string> HealthyPaths { get; } = ["/load-yielding", "/digest-yielding", WebTarget.OkPath];

    // Each digest takes a core for 200 ms.
    protected override double HealthyRate => 4;

    protected override void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/load", ShowSettingsAsync);
        routes.MapGet("/digest", ShowDigestAsync);
        routes.MapGet("/load-yielding", LoadYieldingAsync);
        routes.MapGet("/digest-yielding", DigestYieldingAsync);
    }

    protected override Task FaultLoadAsync(LoadGenerator load, ScenarioRun run) =>
        load.InTurnAsync(["/load", WebTarget.OkPath, "/digest", WebTarget.OkPath], TimeSpan.FromMilliseconds(50));

    private static async Task<IResult> ShowSettingsAsync(TruthLog truth)
    {
        Task<string> settings = LoadAsync(truth);
        Task other = Task.Delay(5);
        await other;
        return Results.Text(await settings);
    }

    private static async Task<string> LoadAsync(TruthLog truth)
    {
        Fault fault = truth.Begin();
        Thread.Sleep(SettingsMs); // BLOCKS
        truth.End(fault, FaultCategory.Sleep);
        await Task.Delay(5);
        return "loaded";
    }

    private static async Task<IResult> ShowDigestAsync(TruthLog truth)
    {
        await Task.Delay(5);
        Task<byte[]> digest = DigestAsync(truth);
        Task other = Task.Delay(5);
        await other;
        return Results.Text(Convert.ToHexString(await digest));
    }

    private static async Task<byte[]> DigestAsync(TruthLog truth)
    {
        byte[] digest = [];
        Fault fault = truth.Begin();
        while (fault.Elapsed < DigestFor)
        {
            digest = SHA256.HashData(Note); // BLOCKS
        }

        truth.End(fault, FaultCategory.Cpu);
        await Task.CompletedTask;
        return digest;
    }

    private static async Task<IResult> LoadYieldingAsync()
    {
        await Task.Yield();
        await Task.Delay(SettingsMs);
        return Results.Text("loaded");
    }

    private static async Task<IResult> DigestYieldingAsync(TruthLog truth)
    {
        TaskCompletionSource<byte[]> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() => done.SetResult(DigestApart(truth))) { IsBackground = true, Name = "digest" }.Start();
        return Results.Text(Convert.ToHexString(await done.Task));
    }

    private static byte[] DigestApart(TruthLog truth)
    {
        byte[] digest = [];
        Fault work = truth.Begin();
        while (work.Elapsed < DigestFor)
        {
            digest = SHA256.HashData(Note); // BLOCKS
        }

        truth.End(work, FaultCategory.Cpu);
        return digest;
    }
}
