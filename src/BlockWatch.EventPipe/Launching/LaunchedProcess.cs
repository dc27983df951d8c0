using System.ComponentModel;
using System.Diagnostics;
using BlockWatch.EventPipe.Watching;

namespace BlockWatch.EventPipe.Launching;

/// <summary>Starts the command that is to be watched.</summary>
internal static class LaunchedProcess
{
    /// <summary>Tells a runtime where to connect to.</summary>
    public const string PortsVariable = "DOTNET_DiagnosticPorts";

    /// <summary>The command with our input and, unless told otherwise, our output.</summary>
    /// <exception cref="WatchException">No such command, or it may not be run.</exception>
    public static Process Start(LaunchOptions launch, string diagnosticPorts)
    {
        bool hasOurTerminal = launch.Output is null;
        var start = new ProcessStartInfo(launch.Command)
        {
            UseShellExecute = false,
            RedirectStandardInput = !hasOurTerminal,
            RedirectStandardOutput = !hasOurTerminal || !launch.InheritOutput,
            RedirectStandardError = !hasOurTerminal,
        };
        foreach (string argument in launch.Arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach ((string name, string value) in launch.Environment)
        {
            start.Environment[name] = value;
        }

        foreach (string name in RichDebugging.Variables)
        {
            // What the user says counts.
            start.Environment.TryAdd(name, "1");
        }

        start.Environment[PortsVariable] = diagnosticPorts;
        try
        {
#pragma warning disable RS0030 // The one place: the command that the user named.
            return Process.Start(start) ?? throw new WatchException($"'{launch.Command}' could not be started");
#pragma warning restore RS0030
        }
        catch (Win32Exception e)
        {
            const int NoSuchFile = 2;
            throw new WatchException(
                e.NativeErrorCode == NoSuchFile
                    ? $"'{launch.Command}' was not found: give a path, or a command that is on PATH"
                    : $"'{launch.Command}' could not be started ({e.Message}): is it a program, and may you run it?",
                e);
        }
    }

    /// <summary>True when a process is the application, not the SDK's command line or one of its build servers, which start applications.</summary>
    public static bool IsApplication(IReadOnlyList<string>? commandLine)
    {
        if (commandLine is not { Count: > 1 } || Path.GetFileNameWithoutExtension(commandLine[0]) != "dotnet")
        {
            return true;
        }

        // dotnet [exec] [--option value]... assembly [arguments]; anything else than an assembly is a command of the SDK.
        int at = commandLine[1] == "exec" ? 2 : 1;
        while (at < commandLine.Count && commandLine[at].StartsWith("--", StringComparison.Ordinal))
        {
            at += 2;
        }

        return at < commandLine.Count && IsAssembly(commandLine[at]) && !IsPartOfSdk(commandLine[at]);
    }

    /// <summary>True when the command itself will be the application: then nothing else inherits the variables that it is started with.</summary>
    /// <remarks>False for scripts, for the SDK's command line, and where it cannot be told (a program in a single file).</remarks>
    public static bool IsItselfApplication(LaunchOptions launch)
    {
        if (Path.GetFileNameWithoutExtension(launch.Command) == "dotnet")
        {
            return launch.Arguments.Count > 0 && IsApplication([launch.Command, .. launch.Arguments]);
        }

        return PathOf(launch.Command) is { } program && File.Exists(program + ".dll");
    }

    // Where a program lies, links followed; null when it is not there.
    private static string? PathOf(string command)
    {
        IEnumerable<string> places = command.Contains(Path.DirectorySeparatorChar)
            ? [Path.GetFullPath(command)]
            : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Select(folder => Path.Combine(folder, command));
        return places.FirstOrDefault(File.Exists) is { } found ? File.ResolveLinkTarget(found, returnFinalTarget: true)?.FullName ?? found : null;
    }

    // The SDK's own programs lie in sdk/VERSION.
    private static bool IsPartOfSdk(string path)
    {
        const string Folder = "/sdk/";
        int at = path.IndexOf(Folder, StringComparison.Ordinal) + Folder.Length;
        return at >= Folder.Length && at < path.Length && char.IsAsciiDigit(path[at]);
    }

    private static bool IsAssembly(string word) =>
        word.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) || word.EndsWith(".exe", StringComparison.OrdinalIgnoreCase);
}
