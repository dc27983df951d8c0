using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using BlockWatch.EventPipe.Watching;
using BlockWatch.Tool.Failures;

namespace BlockWatch.Tool.Samples;

/// <summary>The sample targets in the folder <c>sample-targets</c> beside the tool.</summary>
internal sealed class BundledSampleTargets : ISampleTargets
{
    private static readonly TimeSpan ListTimeout = TimeSpan.FromSeconds(30);

    private readonly string _assembly = Path.Combine(AppContext.BaseDirectory, "sample-targets", "SampleTargets.dll");

    public LaunchOptions Launch(string scenario, int seconds)
    {
        RequireAssembly();

        // Some samples end with another code to show that it is passed on; here another code means that it did not run.
        string[] arguments = [_assembly, scenario, "--seconds", seconds.ToString(CultureInfo.InvariantCulture), "--exit-code", "0"];
        return new LaunchOptions(DotnetHost.Find(), arguments) { InheritOutput = false };
    }

    public async Task<IReadOnlyList<SampleScenario>> ListAsync(CancellationToken cancellation)
    {
        RequireAssembly();
        using CancellationTokenSource timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(ListTimeout);
        using Process process = Start();
        try
        {
            // Both at once: a pipe that nobody reads can fill up and stop the other side.
            Task<string> errors = process.StandardError.ReadToEndAsync(timeout.Token);
            string text = await process.StandardOutput.ReadToEndAsync(timeout.Token);
            await process.WaitForExitAsync(timeout.Token);
            return process.ExitCode == 0 && Parse(text) is { Count: > 0 } scenarios
                ? scenarios
                : throw Refused($"exit code {process.ExitCode}: {FirstLine(await errors)}");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw Refused($"no answer within {ListTimeout.TotalSeconds:0} s");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    /// <summary>Reads <c>name TAB description</c> lines; others are passed over.</summary>
    internal static IReadOnlyList<SampleScenario> Parse(string text) =>
    [
        .. text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => line.Split('\t', 2, StringSplitOptions.TrimEntries))
            .Where(parts => parts.Length == 2 && parts[0].Length > 0)
            .Select(parts => new SampleScenario(parts[0], parts[1])),
    ];

    private static UserFacingException Refused(string why) =>
        new($"the sample targets do not run here ({why}): they need the ASP.NET Core runtime, see 'dotnet --list-runtimes'", ExitCode.Refused);

    private static string FirstLine(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault() ?? "no output";

    private Process Start()
    {
        ProcessStartInfo start = new(DotnetHost.Find(), [_assembly, "--list"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception notFound)
        {
            throw new UserFacingException(
                $"the dotnet host '{start.FileName}' cannot be started ({notFound.Message}): set DOTNET_ROOT to where .NET is installed", ExitCode.Refused, notFound);
        }
    }

    private void RequireAssembly()
    {
        if (!File.Exists(_assembly))
        {
            throw new UserFacingException($"the sample targets are not beside the tool ({_assembly}): install blockwatch again", ExitCode.Refused);
        }
    }
}
