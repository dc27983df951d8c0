using System.Runtime.InteropServices;

namespace SampleTargets.Running;

/// <summary>Ends the run: when its time is over, on SIGTERM or Ctrl+C, and, if asked to, when standard input closes.</summary>
/// <remarks>
/// Waiting is done on threads of its own, never on the pool's, which belong to the fault.
/// A run that does not end within <see cref="Grace"/> of its end is ended by force, with exit code 3.
/// </remarks>
internal sealed class RunEnd : IDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _source = new();
    private readonly List<PosixSignalRegistration> _signals = [];

    private RunEnd()
    {
    }

    public CancellationToken Token => _source.Token;

    public static RunEnd Arm(SampleOptions options)
    {
        RunEnd end = new();
        end._source.CancelAfter(options.Duration);
        foreach (PosixSignal signal in new[] { PosixSignal.SIGTERM, PosixSignal.SIGINT })
        {
            end._signals.Add(PosixSignalRegistration.Create(signal, end.OnSignal));
        }

        if (options.UntilStdinCloses)
        {
            new Thread(end.WaitForStdinToClose) { IsBackground = true, Name = "stdin" }.Start();
        }

        new Thread(() => end.EndByForce(options.Duration)) { IsBackground = true, Name = "run end" }.Start();
        return end;
    }

    public void Dispose()
    {
        foreach (PosixSignalRegistration signal in _signals)
        {
            signal.Dispose();
        }
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        _ = _source.CancelAsync();
    }

    private void WaitForStdinToClose()
    {
        using Stream input = Console.OpenStandardInput();
        Span<byte> ignored = stackalloc byte[256];
        while (input.Read(ignored) > 0)
        {
        }

        _ = _source.CancelAsync();
    }

    private void EndByForce(TimeSpan duration)
    {
        // The extra time is for a starved pool, on which the timer that ends the run fires late.
        Token.WaitHandle.WaitOne(duration + Grace);
        Thread.Sleep(Grace);
        Console.Error.WriteLine("The run did not end when it should have.");
        Environment.Exit(3);
    }
}
