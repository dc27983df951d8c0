using BlockWatch.EventPipe.Watching;
using BlockWatch.Tool.ConsoleOutput;
using BlockWatch.Tool.Signals;

namespace BlockWatch.Tool.Watching;

/// <summary>Runs a command under watch, from its start to the report of it, with signals passed on.</summary>
internal static class LaunchedCommand
{
    /// <summary>Returns when the command has exited and its reports are written.</summary>
    /// <returns>The command's result; its exit code is ours (refused) when it was 0 and a report could not be written.</returns>
    public static async Task<LaunchResult> RunAsync(ToolServices services, LaunchOptions launch, WatchOptions options, WatchOutput output)
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

        ExitCode written = output.Finish(result.Watch);
        return result.ExitCode == 0 ? result with { ExitCode = (int)written } : result;
    }
}
