using System.IO.Compression;
using BlockWatch.EventPipe.Methods;
using BlockWatch.EventPipe.NetTrace;
using BlockWatch.EventPipe.NetTrace.Payloads;
using BlockWatch.EventPipe.Replay;
using BlockWatch.EventPipe.Sessions;
using BlockWatch.EventPipe.Stacks;
using BlockWatch.EventPipe.Symbols;
using BlockWatch.TestKit;

namespace BlockWatch.Benchmarks.Micro;

/// <summary>The stacks of a trace that is checked in, as addresses, in the order in which they came, with what names them.</summary>
internal sealed class RecordedStacks : IDisposable
{
    private const string Trace = "five-faults-net10.nettrace";

    private readonly MethodMap _methods = new();
    private readonly ModuleMap _modules = new();
    private readonly FrameResolver _frames = new();
    private readonly List<ulong[]> _addresses = [];

    /// <summary>Reads the trace.</summary>
    public RecordedStacks()
    {
        using TemporaryFolder folder = new();
        string path = folder.Combine(Trace);
        using (GZipStream packed = new(File.OpenRead(RepositoryRoot.Combine("tests", "traces", Trace + ".gz")), CompressionMode.Decompress))
        using (FileStream unpacked = File.Create(path))
        {
            packed.CopyTo(unpacked);
        }

        TraceSurvey.Of(path, _methods, _modules);
        EventDispatch source = new();
        source.On(RuntimeProviders.Sampler, RuntimeEventIds.ThreadSample, Take);
        source.On(RuntimeProviders.Runtime, RuntimeEventIds.WaitStart, Take);
        source.On(RuntimeProviders.Runtime, RuntimeEventIds.ContentionStart, Take);
        TraceEvents.Read(path, source, withStacks: true, CancellationToken.None);
    }

    /// <summary>So many stacks of waits and samples, none twice.</summary>
    /// <exception cref="InvalidOperationException">The trace has not so many.</exception>
    public ulong[][] Distinct(int count)
    {
        ulong[][] distinct = [.. _addresses.DistinctBy(addresses => string.Join(',', addresses))];
        return distinct.Length >= count ? distinct[..count] : throw new InvalidOperationException($"{Trace} has {distinct.Length} different stacks, not {count}.");
    }

    /// <summary>One that has resolved nothing yet, but whose methods' names and files are known.</summary>
    public StackResolver NewResolver() => new(_methods, _modules, images: null, _frames);

    public void Dispose() => _frames.Dispose();

    private void Take(in NetTraceEvent data)
    {
        if (!data.Stack.IsEmpty)
        {
            _addresses.Add(data.Stack.ToArray());
        }
    }
}
