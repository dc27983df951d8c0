using System.Diagnostics;

namespace BlockWatch.EventPipe.Tests.Targets;

/// <summary>A small .NET process, this assembly started as a program, that lives until the test is over or dies.</summary>
internal sealed class DotNetChild : IAsyncDisposable
{
    private const string Ready = "READY";

    private readonly Process _process;

    private DotNetChild(Process process)
    {
        _process = process;
    }

    public int Id => _process.Id;

    /// <summary>Starts it and waits until its main method runs.</summary>
    public static DotNetChild Start(params (string Name, string Value)[] environment)
    {
        string host = Environment.ProcessPath is { } own && Path.GetFileNameWithoutExtension(own) == "dotnet" ? own : "dotnet";
        var start = new ProcessStartInfo(host, ["exec", typeof(DotNetChild).Assembly.Location]) { RedirectStandardInput = true, RedirectStandardOutput = true };
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

    /// <summary>What the process does: says that it runs, and waits for its starter to end it.</summary>
    public static int Main()
    {
        Console.Out.WriteLine(Ready);
        Console.In.ReadToEnd();
        return 0;
    }
}
