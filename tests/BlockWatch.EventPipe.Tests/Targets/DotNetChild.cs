using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using BlockWatch.EventPipe.Tests.Launching;

namespace BlockWatch.EventPipe.Tests.Targets;

/// <summary>A small .NET process, this assembly started as a program, that lives until the test is over or dies.</summary>
internal sealed class DotNetChild : IAsyncDisposable
{
    /// <summary>The argument that makes it write a file, which the next argument names, and end.</summary>
    public const string Mark = "mark";

    /// <summary>The argument that makes it play a runtime that connects to its diagnostic port and takes itself for the process that the next argument names.</summary>
    public const string Advertise = "advertise";

    private const string Ready = "READY";

    private readonly Process _process;

    private DotNetChild(Process process)
    {
        _process = process;
    }

    public int Id => _process.Id;

    /// <summary>The program that starts it, and its first arguments.</summary>
    public static IReadOnlyList<string> CommandLine { get; } =
    [
        Environment.ProcessPath is { } own && Path.GetFileNameWithoutExtension(own) == "dotnet" ? own : "dotnet",
        "exec",
        typeof(DotNetChild).Assembly.Location,
    ];

    /// <summary>Starts it and waits until its main method runs.</summary>
    public static DotNetChild Start(params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(CommandLine[0], CommandLine.Skip(1)) { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        Process process = Process.Start(start)!;
        Assert.Equal(Ready, process.StandardOutput.ReadLine());
        return new DotNetChild(process);
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync().WithinLimit();
        _process.Dispose();
    }

    /// <summary>What the process does: what its arguments say, or else it says that it runs, and waits for its starter to end it.</summary>
    public static int Main(string[] arguments)
    {
        switch (arguments)
        {
            case [Mark, string path]:
                File.WriteAllText(path, "");
                return 0;
            case [Advertise, string id]:
                AdvertiseAs(int.Parse(id, CultureInfo.InvariantCulture));
                return 0;
            default:
                Console.Out.WriteLine(Ready);
                Console.In.ReadToEnd();
                return 0;
        }
    }

    // Its own runtime must be told to leave the port alone: DOTNET_EnableDiagnostics=0.
    private static void AdvertiseAs(int processId)
    {
        using var runtime = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        runtime.Connect(new UnixDomainSocketEndPoint(Environment.GetEnvironmentVariable("DOTNET_DiagnosticPorts")!.Split(',')[0]));
        runtime.Send(ReversePortTests.Advertise(processId));

        // The word to go on.
        runtime.Receive(new byte[64]);
    }
}
