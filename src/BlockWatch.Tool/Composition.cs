using System.Reflection;
using BlockWatch.EventPipe.Guarding;
using BlockWatch.Tool.ConsoleOutput;
using BlockWatch.Tool.Failures;
using BlockWatch.Tool.Reporting;
using BlockWatch.Tool.Rules;
using BlockWatch.Tool.Samples;
using BlockWatch.Tool.Screen.Driving;
using BlockWatch.Tool.Signals;
using BlockWatch.Tool.Watching;

namespace BlockWatch.Tool;

/// <summary>Where the real parts are put together.</summary>
internal static class Composition
{
    public static Application ForThisProcess()
    {
        SessionGuard.Enable(OwnCommand);
        ToolServices services = new()
        {
            Terminal = Terminal.OfThisProcess(),
            Engine = new EventPipeEngine(),
            Reports = new ReportSink(),
            Rules = new EmbeddedRulePages(),
            Samples = new BundledSampleTargets(),
            Signals = new SignalPlatform(),
            Time = TimeProvider.System,
            Screen = ConsoleScreen.OfThisProcess(),
            WorkingDirectory = WorkingDirectory(),
        };

        // A bug on a thread of ours that no command awaits must not end as a core dump with a stack.
        AppDomain.CurrentDomain.UnhandledException += (_, failure) =>
        {
            services.Screen?.Leave();
            bool isDetailed = Environment.GetCommandLineArgs().Contains("detailed");
            new FailureReporter(services.Terminal.Error).ReportBug((Exception)failure.ExceptionObject, isDetailed);
            Environment.Exit((int)ExitCode.InternalError);
        };
        return new Application(services);
    }

    // As `dotnet blockwatch.dll`, when it was called so.
    private static IReadOnlyList<string> OwnCommand()
    {
        string program = Environment.ProcessPath!;
        bool isHost = Path.GetFileNameWithoutExtension(program) == "dotnet";
        return isHost ? [program, Assembly.GetExecutingAssembly().Location] : [program];
    }

    private static string? WorkingDirectory()
    {
        try
        {
            return Environment.CurrentDirectory;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
