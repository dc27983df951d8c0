using BlockWatch.Faults.Running;

namespace BlockWatch.Faults.Cases;

/// <summary>The target has a profiler in it (ICorProfiler), as an APM agent is one.</summary>
internal sealed class BesideProfiler : IFaultCase
{
    // The least that the runtime takes for one: it is told of compilations, collections, exceptions, threads and suspensions, and counts the first.
    // Places in the tables of functions are those of corprof.idl; whatever is not needed does nothing.
    private const string Source =
        """
        #include <stdint.h>
        #include <stdio.h>
        #include <stdlib.h>
        #include <string.h>
        typedef int32_t HRESULT;
        #define OK 0
        #define NO_INTERFACE ((HRESULT)0x80004002)
        typedef struct { uint32_t a; uint16_t b, c; uint8_t d[8]; } Guid;
        static const Guid Unknown = { 0, 0, 0, { 0xC0, 0, 0, 0, 0, 0, 0, 0x46 } };
        static const Guid Callback = { 0x176FBED1, 0xA55C, 0x4796, { 0x98, 0xCA, 0xA9, 0xDA, 0x0E, 0xF8, 0x83, 0xE7 } };
        static const Guid Callback2 = { 0x8A8CC829, 0xCCF2, 0x49FE, { 0xBB, 0xAE, 0x0F, 0x02, 0x22, 0x28, 0x07, 0x1A } };
        static const Guid Info = { 0x28B5557D, 0x3F3F, 0x48B4, { 0x90, 0xB2, 0x5F, 0x9E, 0xEA, 0x2F, 0x6C, 0x48 } };
        static int is(const Guid *x, const Guid *y) { return memcmp(x, y, sizeof *x) == 0; }
        static int64_t compiled;
        static void note(const char *text) {
            FILE *f = fopen(getenv("PROFILER_NOTES"), "a");
            if (f) { fprintf(f, "%s %lld\n", text, (long long)compiled); fclose(f); }
        }
        static HRESULT nothing(void) { return OK; }
        static uint32_t counted(void) { return 1; }
        static void *callbacks[128];
        static struct { void **table; } profiler = { callbacks };
        static HRESULT ask(void *self, const Guid *what, void **result) {
            if (is(what, &Unknown) || is(what, &Callback) || is(what, &Callback2)) { *result = self; return OK; }
            *result = 0;
            return NO_INTERFACE;
        }
        static HRESULT initialize(void *self, void *runtime) {
            void **table = *(void ***)runtime;
            void **info;
            if (((HRESULT (*)(void *, const Guid *, void **))table[0])(runtime, &Info, (void **)&info) != OK) return NO_INTERFACE;
            /* Garbage collections, exceptions, compilations, threads, suspensions. */
            HRESULT done = ((HRESULT (*)(void *, uint32_t))(*(void ***)info)[16])(info, 0x80 | 0x40 | 0x20 | 0x200 | 0x10000);
            note(done == OK ? "begun" : "refused");
            return done;
        }
        static HRESULT shutdown(void *self) { note("ended"); return OK; }
        static HRESULT compiling(void) { __sync_fetch_and_add(&compiled, 1); return OK; }
        static HRESULT create(void *self, void *outer, const Guid *what, void **result) { return ask(&profiler, what, result); }
        static HRESULT ask_factory(void *self, const Guid *what, void **result) { *result = self; return OK; }
        static void *factory_table[5] = { ask_factory, counted, counted, create, nothing };
        static struct { void **table; } factory = { factory_table };
        HRESULT DllCanUnloadNow(void) { return 1; }
        HRESULT DllGetClassObject(const Guid *which, const Guid *what, void **result) {
            for (int i = 0; i < 128; i++) callbacks[i] = nothing;
            callbacks[0] = ask; callbacks[1] = counted; callbacks[2] = counted; callbacks[3] = initialize; callbacks[4] = shutdown;
            callbacks[23] = compiling;
            *result = &factory;
            return OK;
        }
        """;

    public string Name => "beside-a-profiler";

    public string Fault => "The target has a profiler (ICorProfiler), which is told of compilations, collections, exceptions, threads and suspensions";

    public string Expected => "exit code 0, a report; the profiler is told of compilations until the target's end";

    public string? WhyNot(int runtime) => CompiledLibrary.WhyNot;

    public async Task RunAsync(FaultScene scene)
    {
        using TemporaryFolder folder = new();
        string notes = folder.Combine("notes");
        Watch watch = await scene.WatchAnotherAsync(new Dictionary<string, string?>
        {
            ["CORECLR_ENABLE_PROFILING"] = "1",
            ["CORECLR_PROFILER"] = "{5F4A6C61-2B1D-4D63-9C50-7D0B6B6F1E01}",
            ["CORECLR_PROFILER_PATH"] = await CompiledLibrary.MakeAsync(folder, Source),
            ["PROFILER_NOTES"] = notes,
        });
        await scene.EndsAsync(watch, exitCode: 0, complete: true);
        string[] noted = File.Exists(notes) ? await File.ReadAllLinesAsync(notes) : [];
        scene.Check(
            noted is ["begun 0", var last] && last.StartsWith("ended ", StringComparison.Ordinal) && last != "ended 0",
            $"the profiler noted: {string.Join("; ", noted)}");
    }
}
