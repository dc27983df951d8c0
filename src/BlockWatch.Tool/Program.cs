using BlockWatch.EventPipe.Guarding;
using BlockWatch.Tool;

// Before all else: the watchdog is to be small.
if (Watchdog.IsCalled(args))
{
    return Watchdog.Run(args);
}

return await Composition.ForThisProcess().RunAsync(args);
