using System.Globalization;
using System.Net.Sockets;
using BlockWatch.Faults.Running;

namespace BlockWatch.Faults.Cases;

/// <summary>The target has the id of a process that was killed and left its socket behind.</summary>
internal sealed class ReusedProcessId : IFaultCase
{
    public string Name => "reused-pid";

    public string Fault => "Beside the target's socket lie two of dead processes with the same id, one older and one that looks newer";

    public string Expected => "the target's own is used: exit code 0, a report";

    public async Task RunAsync(FaultScene scene)
    {
        List<string> dead = [];
        try
        {
            foreach (string key in new[] { "1", "99999999999" })
            {
                string path = Path.Combine(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"dotnet-diagnostic-{scene.Target.ProcessId}-{key}-socket"));
                using Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                socket.Bind(new UnixDomainSocketEndPoint(path));
                dead.Add(path);

                // Bound and closed: .NET would take its file away, a killed process does not.
                File.Move(path, path + "~");
                socket.Dispose();
                File.Move(path + "~", path);
            }

            Watch watch = await scene.WatchingAsync();
            watch.Send(Signal.Terminate);
            await scene.EndsAsync(watch, exitCode: 0);
        }
        finally
        {
            dead.ForEach(File.Delete);
        }
    }
}
