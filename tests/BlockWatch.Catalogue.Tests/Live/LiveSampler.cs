using BlockWatch.Detection.Stacks;
using BlockWatch.EventPipe.Bursts;
using BlockWatch.EventPipe.Clocks;
using BlockWatch.EventPipe.Lanes;
using BlockWatch.EventPipe.Methods;
using BlockWatch.EventPipe.Stacks;
using BlockWatch.EventPipe.Symbols;
using Microsoft.Diagnostics.NETCore.Client;

namespace BlockWatch.Catalogue.Tests.Live;

/// <summary>Takes the stacks of all threads of this very process, as a watch takes those of its target.</summary>
internal sealed class LiveSampler : IDisposable
{
    private static readonly TimeSpan Length = TimeSpan.FromMilliseconds(40);

    private readonly DiagnosticsClient _client = new(Environment.ProcessId);
    private readonly TargetClock _clock = new();
    private readonly MethodMap _methods = new();
    private readonly ModuleMap _modules = new();
    private readonly FrameResolver _frames = new("BlockWatch.Catalogue.Tests");
    private readonly StackResolver _resolver;

    public LiveSampler()
    {
        _resolver = new StackResolver(_methods, _modules, OperatingSystem.IsLinux() ? new CodeImages(Environment.ProcessId) : null, _frames);
    }

    public async Task<IReadOnlyList<RawSample>> TakeAsync() =>
        (await Burst.TakeAsync(Environment.ProcessId, _client, _clock, new ThreadLooks(Environment.ProcessId), Length, CancellationToken.None)).Samples;

    /// <summary>Learns the names of all methods that have run so far.</summary>
    public async Task LearnNamesAsync() => Assert.True(await MethodListing.ReadAsync(_client, new MethodEventReader(_methods, _modules, processRoot: null)));

    public CallStack Resolve(RawSample sample) => _resolver.Resolve(sample.Addresses);

    public void Dispose() => _frames.Dispose();
}
