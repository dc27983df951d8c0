using System.Diagnostics;
using System.Runtime.InteropServices;
using SampleTargets.Load;
using SampleTargets.Running;
using SampleTargets.Web;

namespace SampleTargets.Scenarios;

/// <summary>A healthy server that does to itself what it is asked to: the target of the fault suite (tests/BlockWatch.Faults).</summary>
/// <remarks>
/// The fault: none, until a request asks for one. <c>/throw</c> ends the process by an exception that nobody catches, <c>/fail-fast</c> by
/// Environment.FailFast, <c>/exit</c> by Environment.Exit with code 7; <c>/exec</c> replaces the program by <c>sleep</c>; <c>/fork</c> starts
/// ten processes one after the other; <c>/threads</c> starts 2,000 threads that wait; <c>/spin</c> computes on four threads a core for five seconds;
/// <c>/memory</c> allocates until there is none left and then lets go of all.
/// The line: none; nothing is marked and the truth file stays empty.
/// blockwatch must say: nothing, unless asked for <c>/spin</c>, which may starve the pool.
/// </remarks>
internal sealed class Obedient : WebScenario
{
    private const int Threads = 2_000;
    private const int StackBytes = 128 * 1024;
    private const int Children = 10;
    private const int OwnExitCode = 7;

    private static readonly TimeSpan SpinFor = TimeSpan.FromSeconds(5);

    private static readonly ManualResetEventSlim End = new();

    public override string Name => "obedient";

    public override string Description => "awaits only, and ends, forks, computes or runs out of memory when a request asks for it: no finding";

    public override ScenarioFacts Facts { get; } = ScenarioFacts.Healthy;

    protected override IReadOnlyList<string> HealthyPaths { get; } = [WebTarget.OkPath];

    protected override double HealthyRate => 200;

    protected override void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/throw", () => OnOwnThread(() => throw new InvalidOperationException("asked to fail")));
        routes.MapGet("/fail-fast", () => OnOwnThread(() => Environment.FailFast("asked to fail fast")));
        routes.MapGet("/exit", () => OnOwnThread(() => Environment.Exit(OwnExitCode)));
        routes.MapGet("/exec", () => OnOwnThread(() => Replace("/bin/sleep", ["sleep", "60", null])));
        routes.MapGet("/fork", ForkAsync);
        routes.MapGet("/threads", StartThreadsAsync);
        routes.MapGet("/spin", Spin);
        routes.MapGet("/memory", FillMemoryAsync);
    }

    // There is no fault to bring about: the load is the healthy one either way.
    protected override async Task FaultLoadAsync(LoadGenerator load, ScenarioRun run) =>
        await load.PacedAsync(HealthyPaths, run.Options.Rate ?? HealthyRate);

    protected override void TearDown() => End.Set();

    private static async Task<IResult> ForkAsync()
    {
        for (int i = 0; i < Children; i++)
        {
            using Process child = Process.Start("sleep", "0.1");
            await child.WaitForExitAsync();
        }

        return Results.Text("forked");
    }

    private static async Task<IResult> StartThreadsAsync()
    {
        using SemaphoreSlim started = new(0);
        for (int i = 0; i < Threads; i++)
        {
            new Thread(
                () =>
                {
                    started.Release();
                    End.Wait();
                },
                StackBytes)
            { IsBackground = true, Name = "one of many" }.Start();
        }

        for (int i = 0; i < Threads; i++)
        {
            await started.WaitAsync();
        }

        return Results.Text("started");
    }

    private static IResult Spin()
    {
        for (int i = 0; i < 4 * Environment.ProcessorCount; i++)
        {
            OnOwnThread(() =>
            {
                for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < SpinFor;)
                {
                }
            });
        }

        return Results.Text("computing");
    }

    private static async Task<IResult> FillMemoryAsync()
    {
        TaskCompletionSource<int> filled = new(TaskCreationOptions.RunContinuationsAsynchronously);
        OnOwnThread(() => filled.SetResult(Fill()));
        return Results.Text($"{await filled.Task} MB");
    }

    private static int Fill()
    {
        // So large that something is left for the server when none fits any more.
        const int BlockMb = 16;
        const int MostBlocks = 64;
        List<byte[]> blocks = new(MostBlocks);
        try
        {
            while (blocks.Count < MostBlocks)
            {
                blocks.Add(new byte[BlockMb * 1024 * 1024]);
            }
        }
        catch (OutOfMemoryException)
        {
            // What was asked for. All is let go.
        }

        return blocks.Count * BlockMb;
    }

    private static IResult OnOwnThread(ThreadStart work)
    {
        new Thread(work) { IsBackground = true, Name = "asked for" }.Start();
        return Results.Text("done");
    }

    private static void Replace(string program, string?[] arguments)
    {
        _ = Execute(program, arguments);
        throw new InvalidOperationException($"The program was not replaced: error {Marshal.GetLastPInvokeError()}.");
    }

    [DllImport("libc", EntryPoint = "execv", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Execute([MarshalAs(UnmanagedType.LPUTF8Str)] string program, [In, MarshalAs(UnmanagedType.LPArray, ArraySubType = UnmanagedType.LPStr)] string?[] arguments);
}
