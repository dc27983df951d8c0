using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using BlockWatch.EventPipe.Guarding;
using BlockWatch.EventPipe.Sessions;
using Microsoft.Diagnostics.NETCore.Client;

namespace BlockWatch.EventPipe.Targets;

/// <summary>Finds the processes that can be watched.</summary>
public static class TargetFinder
{
    // Where the system does not tell what a process has loaded.
    private const string NotDotNet = "it is not a .NET process, or its diagnostics are off (DOTNET_EnableDiagnostics=0)";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>All .NET processes that can be seen from here, by process id, with the reason where one cannot be watched.</summary>
    public static IReadOnlyList<TargetProcess> List()
    {
        var ids = new SortedSet<int>(DiagnosticsClient.GetPublishedProcesses());
        if (OperatingSystem.IsLinux())
        {
            // A runtime with diagnostics switched off publishes nothing, but its library is mapped.
            foreach (string folder in Directory.EnumerateDirectories("/proc"))
            {
                if (int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out int id) && !ids.Contains(id) && ProcFile.HasMapped(id, "/libcoreclr.so") && !Watchdog.IsOne(id))
                {
                    ids.Add(id);
                }
            }
        }

        ids.Remove(Environment.ProcessId);
        return [.. ids.AsParallel().AsOrdered().Select(id => Look(id)?.Target).OfType<TargetProcess>()];
    }

    /// <summary>The process of this id.</summary>
    /// <exception cref="WatchException">No such process, not .NET, another user's, diagnostics off, runtime too old.</exception>
    public static TargetProcess Find(int processId) => Open(processId).Target;

    /// <summary>The one process of this name (the process's or its entry assembly's).</summary>
    /// <exception cref="WatchException">None, or several (the message lists them).</exception>
    public static TargetProcess Find(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        List<TargetProcess> found = [.. List().Where(t => IsNamed(t, name))];
        return found.Count switch
        {
            0 => throw new WatchException($"no .NET process is named '{name}': 'blockwatch ps' lists those that can be watched"),
            1 => Find(found[0].ProcessId),
            _ => throw new WatchException(
                $"{found.Count} processes are named '{name}' (pids {string.Join(", ", found.Select(t => t.ProcessId.ToString(CultureInfo.InvariantCulture)))}): choose one with --process-id"),
        };
    }

    /// <summary>True when the process's or its entry assembly's name is this one, with or without .dll, in whatever case.</summary>
    internal static bool IsNamed(TargetProcess process, string name)
    {
        string wanted = name.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) ? name[..^4] : name;
        return Is(process.Name) || Is(process.EntryAssembly);

        bool Is(string? its) => string.Equals(its, wanted, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The process of this id and what its runtime says of itself.</summary>
    /// <exception cref="WatchException">As for <see cref="Find(int)"/>.</exception>
    internal static (TargetProcess Target, RuntimeIdentity Identity) Open(int processId)
    {
        (TargetProcess Target, RuntimeIdentity? Identity) seen = Look(processId)
            ?? throw new WatchException(string.Create(CultureInfo.InvariantCulture, $"no process has the id {processId}: 'blockwatch ps' lists those that can be watched"));
        return seen.Identity is { } identity && seen.Target.WhyNot is null
            ? (seen.Target, identity)
            : throw Refusal(processId, seen.Target.Name, seen.Target.WhyNot);
    }

    /// <summary>That a process cannot be watched, and why.</summary>
    internal static WatchException Refusal(int processId, string name, string? whyNot) =>
        new(string.Create(CultureInfo.InvariantCulture, $"process {processId} ({name}) cannot be watched: {whyNot}"));

    /// <summary>The process of this id, watchable or not; null when there is none.</summary>
    internal static (TargetProcess Target, RuntimeIdentity? Identity)? Look(int processId)
    {
        // A dead process leaves its socket behind, and its number may be a thread's now.
        if (processId <= 0 || ProcFile.IsOnlyThread(processId))
        {
            return null;
        }

        string name;
        TimeSpan? uptime = null;
        try
        {
            using Process process = Process.GetProcessById(processId);
            name = process.ProcessName;
            uptime = DateTimeOffset.Now - process.StartTime;
        }
        catch (ArgumentException)
        {
            return null;
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or NotSupportedException)
        {
            // It exited meanwhile, or the system keeps its start time from us.
            name = ProcFile.CommandLine(processId) is { } words ? Path.GetFileName(words[0]) : "?";
        }

        (RuntimeIdentity? identity, string? whyNot) = Identify(processId);
        return (new TargetProcess(processId, name, identity?.Version, identity is { EntryAssembly.Length: > 0 } ? identity.EntryAssembly : null, uptime, whyNot), identity);
    }

    private static (RuntimeIdentity? Identity, string? WhyNot) Identify(int processId)
    {
        if (ThisSystem.Kind == HostSystem.Windows)
        {
            return DiagnosticsClient.GetPublishedProcesses().Contains(processId) ? IdentifyByPipe(DiagnosticPipe.NameOf(processId), Patience) : (null, NotDotNet);
        }

        string? socket = DiagnosticSocket.PathOf(processId);
        if (socket is null)
        {
            return (null, WhyNoSocket(processId));
        }

        try
        {
            return Judge(DiagnosticIpc.IdentifyAsync(socket, Patience).GetAwaiter().GetResult());
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AccessDenied)
        {
            return (null, WhyNotOurs(processId));
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressNotAvailable)
        {
            return (null, $"the path of its diagnostic socket is too long to be reached from here ({socket})");
        }
        catch (SocketException)
        {
            return (null, "nobody listens on its diagnostic socket any more");
        }
    }

    /// <summary>By the named pipe of a process that has one.</summary>
    internal static (RuntimeIdentity? Identity, string? WhyNot) IdentifyByPipe(string pipeName, TimeSpan patience)
    {
        try
        {
            return Judge(DiagnosticIpc.IdentifyByPipeAsync(pipeName, patience).GetAwaiter().GetResult());
        }
        catch (UnauthorizedAccessException)
        {
            return (null, "it runs as another user: run blockwatch as that user or as an administrator");
        }
    }

    private static (RuntimeIdentity? Identity, string? WhyNot) Judge(RuntimeIdentity? identity) => identity switch
    {
        null => (null, "its runtime does not answer; it may be stopped (SIGSTOP) or older than .NET 6"),
        { Major: > 0 and < SessionPlan.OldestRuntime } => (identity, $"its runtime is {identity.Version}, and the oldest that can be watched is .NET {SessionPlan.OldestRuntime}"),
        _ => (identity, null),
    };

    private static string WhyNoSocket(int processId)
    {
        if (ProcFile.UserId(processId) is { } owner && owner != ProcFile.UserId(Environment.ProcessId) && ProcFile.UserId(Environment.ProcessId) != 0)
        {
            return WhyNotOurs(processId);
        }

        return ProcFile.HasMapped(processId, "/libcoreclr.so")
            ? "its diagnostics are off (DOTNET_EnableDiagnostics=0), or its TMPDIR cannot be reached from here"
            : ThisSystem.Kind == HostSystem.Linux ? "it is not a .NET process" : NotDotNet;
    }

    private static string WhyNotOurs(int processId) => ProcFile.UserId(processId) is { } owner
        ? string.Create(CultureInfo.InvariantCulture, $"it runs as another user (uid {owner}): run blockwatch as that user or as root")
        : "it runs as another user: run blockwatch as that user or as root";
}
