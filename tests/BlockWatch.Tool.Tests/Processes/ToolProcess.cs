using System.Diagnostics;

namespace BlockWatch.Tool.Tests.Processes;

/// <summary>Processes that cannot outlive a test.</summary>
internal static class ToolProcess
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    public static Task<(int ExitCode, string Out, string Error)> RunAsync(params string[] arguments) =>
        StartAsync("dotnet", [Path.Combine(AppContext.BaseDirectory, "blockwatch.dll"), .. arguments]);

    public static async Task<(int ExitCode, string Out, string Error)> StartAsync(string program, params string[] arguments)
    {
        using CancellationTokenSource timeout = new(Timeout);
        using Process process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(timeout.Token);
            Task<string> error = process.StandardError.ReadToEndAsync(timeout.Token);
            await process.WaitForExitAsync(timeout.Token);
            return (process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
