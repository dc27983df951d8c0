using BlockWatch.EventPipe.Guarding;
using BlockWatch.Tool;
using BlockWatch.Tool.Memory;

// Before there are many threads.
NativeHeap.KeepSmall();

// Before all else: the watchdog is to be small.
if (Watchdog.IsCalled(args))
{
    return Watchdog.Run(args);
}

return await Composition.ForThisProcess().RunAsync(args);
