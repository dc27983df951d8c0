using System.Collections.Concurrent;
using System.IO.Pipes;
using System.Net;
using System.Net.Sockets;
using SampleTargets.Storage;
using SampleTargets.Truth;

namespace SampleTargets.Scenarios;

/// <summary>What the threads of one round of <see cref="Stress"/> block on, and how they are let go.</summary>
/// <remarks>Made, released and disposed of by one thread, which owns both locks from the start until <see cref="Release"/>.</remarks>
internal sealed class StressRound : IDisposable
{
    private readonly int _threadsASite;
    private readonly TaskCompletionSource<int> _task = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly TcpClient _sender = new();
    private readonly AnonymousPipeServerStream _pipeWriter = new(PipeDirection.Out);
    private int _entered;
    private int _left;

    public StressRound(TruthLog truth, int threadsASite)
    {
        Truth = truth;
        _threadsASite = threadsASite;
        Barrier = new Barrier(threadsASite + 1);
        PipeReader = new AnonymousPipeClientStream(PipeDirection.In, _pipeWriter.ClientSafePipeHandle);
        Joined = new Thread(() => Released.WaitOne()) { IsBackground = true, Name = "joined" };
        Joined.Start();
        _listener.Start();
        _sender.Connect((IPEndPoint)_listener.LocalEndpoint);
        Receiver = _listener.AcceptSocket();
        ReceiverStream = new NetworkStream(Receiver);
        Monitor.Enter(Lock);
        Shared.EnterWriteLock();
    }

    public TruthLog Truth { get; }

    public Task<int> Pending => _task.Task;

    public SemaphoreSlim Semaphore { get; } = new(0);

    public ManualResetEventSlim SlimEvent { get; } = new();

    /// <summary>Also the second wait handle of WaitAny.</summary>
    public ManualResetEvent Released { get; } = new(initialState: false);

    /// <summary>Never set.</summary>
    public ManualResetEvent Never { get; } = new(initialState: false);

    public CountdownEvent Countdown { get; } = new(1);

    public Barrier Barrier { get; }

    public object Pulse { get; } = new();

    /// <summary>Guarded by <see cref="Pulse"/>.</summary>
    public bool IsPulsed { get; private set; }

    public Thread Joined { get; }

    public BlockingCollection<int> Items { get; } = [];

    public object Lock { get; } = new();

    public ReaderWriterLockSlim Shared { get; } = new();

    public Socket Receiver { get; }

    public NetworkStream ReceiverStream { get; }

    public AnonymousPipeClientStream PipeReader { get; }

    /// <summary>A first-in first-out file, whose reader waits until something is written; null on Windows.</summary>
    public FileStream? Fifo { get; } = OperatingSystem.IsWindows() ? null : OpenFifo();

    /// <summary>Threads that are about to block.</summary>
    public int Entered => Volatile.Read(ref _entered);

    /// <summary>Threads that block no more.</summary>
    public int Left => Volatile.Read(ref _left);

    public Fault Begin(string method, string file, int line)
    {
        Interlocked.Increment(ref _entered);
        return Truth.Begin(method, file, line);
    }

    public void End(Fault fault, FaultCategory category)
    {
        Truth.End(fault, category);
        Interlocked.Increment(ref _left);
    }

    /// <summary>Lets all of them go, but the sleepers, who wake by themselves.</summary>
    public void Release()
    {
        byte[] bytes = new byte[_threadsASite];
        _task.SetResult(0);
        Semaphore.Release(_threadsASite);
        SlimEvent.Set();
        Released.Set();
        Countdown.Signal();
        Barrier.SignalAndWait();
        lock (Pulse)
        {
            IsPulsed = true;
            Monitor.PulseAll(Pulse);
        }

        foreach (int item in Enumerable.Range(0, _threadsASite))
        {
            Items.Add(item);
        }

        Monitor.Exit(Lock);
        Shared.ExitWriteLock();
        _sender.Client.Send(new byte[2 * _threadsASite]);
        _pipeWriter.Write(bytes);
        Fifo?.Write(bytes);
    }

    public void Dispose()
    {
        Semaphore.Dispose();
        SlimEvent.Dispose();
        Released.Dispose();
        Never.Dispose();
        Countdown.Dispose();
        Barrier.Dispose();
        Items.Dispose();
        Shared.Dispose();
        ReceiverStream.Dispose();
        Receiver.Dispose();
        _sender.Dispose();
        _listener.Dispose();
        PipeReader.Dispose();
        _pipeWriter.Dispose();
        Fifo?.Dispose();
    }

    private static FileStream OpenFifo()
    {
        string path = Path.Combine(Path.GetTempPath(), $"sample-targets-{Path.GetRandomFileName()}");

        // Its name is not needed once it is open.
        FileStream fifo = FifoFile.Create(path);
        File.Delete(path);
        return fifo;
    }
}
