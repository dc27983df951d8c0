using BlockWatch.EventPipe.Watching;
using BlockWatch.Tool.ConsoleOutput;
using BlockWatch.Tool.Signals;

namespace BlockWatch.Tool.Watching;

/// <summary>Runs a command under watch, from its start to the report of it, with signals passed on.</summary>
internal static class LaunchedCommand
{
    /// <summary>Returns when the command has exited and its reports are written.</summary>
    /// <param name="services">What to run it with.</param>
    /// <param name="launch">The command.</param>
    /// <param name="options">How to watch it.</param>
    /// <param name="output">What is printed and written.</param>
    public static Task<LaunchedOutcome> RunAsync(ToolServices services, LaunchOptions launch, WatchOptions options, WatchOutput output) => WithSignalsAsync(
        services,
        relay => output.OnQuit(relay.Interrupt),
        (onStarted, onExited, stop) => services.Engine.RunAsync(launch, output.Options(options), output.Observer, onStarted, onExited, stop),
        result => new LaunchedOutcome(result.ExitCode, output.Finish(result.Watch)));

    /// <summary>The same with what the command starts.</summary>
    public static Task<LaunchedOutcome> RunWithChildrenAsync(ToolServices services, LaunchOptions launch, WatchOptions options, WatchSetOutput output) => WithSignalsAsync(
        services,
        _ => { },
        (onStarted, onExited, stop) => services.Engine.RunAsync(launch, options, output, onStarted, onExited, stop),
        result => new LaunchedOutcome(result.ExitCode, output.Finish(result.Watch)));

    private static async Task<LaunchedOutcome> WithSignalsAsync<T>(
        ToolServices services, Action<SignalRelay> begin, Func<Action<int>, Action, CancellationToken, Task<T>> run, Func<T, LaunchedOutcome> finish)
    {
        using SignalRelay relay = new(services.Signals);
        begin(relay);
        T result;
        try
        {
            result = await run(relay.CommandStarted, relay.CommandEnded, relay.Token);
        }
        finally
        {
            relay.CommandEnded();
        }

        return finish(result);
    }
}
