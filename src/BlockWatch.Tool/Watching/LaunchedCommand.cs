using BlockWatch.EventPipe.Watching;
using BlockWatch.Tool.ConsoleOutput;
using BlockWatch.Tool.Signals;

namespace BlockWatch.Tool.Watching;

/// <summary>Runs a command under watch, from its start to the report of it, with signals passed on.</summary>
internal static class LaunchedCommand
{
    /// <summary>Returns when the command has exited and its reports are written.</summary>
    public static async Task<LaunchedOutcome> RunAsync(ToolServices services, LaunchOptions launch, WatchOptions options, WatchOutput output)
    {
        using SignalRelay relay = new(services.Signals);
        LaunchResult result;
        try
        {
            result = await services.Engine.RunAsync(launch, options, output.Observer, relay.CommandStarted, relay.Token);
        }
        finally
        {
            relay.CommandEnded();
        }

        return new LaunchedOutcome(result.ExitCode, output.Finish(result.Watch));
    }
}
