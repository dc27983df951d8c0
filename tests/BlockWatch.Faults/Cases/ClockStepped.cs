using BlockWatch.Faults.Running;

namespace BlockWatch.Faults.Cases;

/// <summary>The wall clock jumps under watch, for blockwatch alone: a library between it and the system says so.</summary>
internal sealed class ClockStepped : IFaultCase
{
    private const string Source =
        """
        #define _GNU_SOURCE
        #include <dlfcn.h>
        #include <time.h>
        #include <unistd.h>
        #include <stdlib.h>
        int clock_gettime(clockid_t clock, struct timespec *time)
        {
            static int (*real)(clockid_t, struct timespec *);
            if (!real) real = dlsym(RTLD_NEXT, "clock_gettime");
            int result = real(clock, time);
            const char *mark = getenv("CLOCK_STEP_MARK");
            if (clock == CLOCK_REALTIME && mark && access(mark, F_OK) == 0) time->tv_sec -= 3600;
            return result;
        }
        """;

    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(4);

    public string Name => "clock-stepped";

    public string Fault => "Under watch the wall clock is set back by an hour, for blockwatch";

    public string Expected => "the watch ends after its duration all the same; exit code 0, a report whose duration is right";

    public string? WhyNot(int runtime) => CompiledLibrary.WhyNot;

    public async Task RunAsync(FaultScene scene)
    {
        using TemporaryFolder folder = new();
        string library = await CompiledLibrary.MakeAsync(folder, Source);
        string mark = folder.Combine("step");
        Watch watch = scene.Add(Watch.Start(
            scene.Tool,
            scene.Target.ProcessId,
            environment: new Dictionary<string, string?> { ["LD_PRELOAD"] = library, ["CLOCK_STEP_MARK"] = mark },
            options: ["--duration", FormattableString.Invariant($"{Duration.TotalSeconds}s")]));
        await watch.StartedAsync();
        await File.WriteAllTextAsync(mark, "");
        await scene.EndsAsync(watch, exitCode: 0, complete: true);
        double ms = watch.ReadReport()?.Session.DurationMs ?? 0;
        scene.Check(Math.Abs(ms - Duration.TotalMilliseconds) < 3000, FormattableString.Invariant($"the report says that it took {ms:0} ms"));
    }
}
