using System.Collections.Concurrent;
using System.Diagnostics.Tracing;
using System.Runtime.CompilerServices;
using BlockWatch.EventPipe.Symbols;
using BlockWatch.EventPipe.Tests.Symbols.Sources;

namespace BlockWatch.EventPipe.Tests.Symbols.Fixtures;

/// <summary>Runs <see cref="Shapes"/> once while listening to the method events of the runtime: the words are the runtime's own.</summary>
public sealed class RecordedShapes
{
    private static readonly TimeSpan EventsArriveWithin = TimeSpan.FromSeconds(60);

    public RecordedShapes()
    {
        using var listener = new MethodEvents();
        RunAsync().GetAwaiter().GetResult();
        TheLast();
        if (!listener.SawLast.Wait(EventsArriveWithin))
        {
            throw new TimeoutException("The runtime's events of the fixtures did not arrive.");
        }

        Module = TestModules.Of(typeof(Shapes));
        Methods = Place.All.ToDictionary(place => place.Name, place => listener.Methods[place.Method.MetadataToken] with { Module = Module });
    }

    internal ModuleIdentity Module { get; }

    internal IReadOnlyDictionary<string, MethodIdentity> Methods { get; }

    private static async Task RunAsync()
    {
        var shapes = new Shapes(1);
        _ = shapes.Number + shapes[1, "a"].Length + (int)(shapes + 1);
        await shapes.CheckoutAsync(1, "a");
        await shapes.CheckoutAsync("a");
        await shapes.CheckoutAsync(new byte[1]);
        var a = 1;
        shapes.Plain(ref a, 2, out _, new int[1, 1], (1, "a"), null);
        await foreach (var _ in shapes.StreamAsync(Guid.Empty))
        {
        }

        _ = shapes.Iterate("a").ToList();
        var done = new TaskCompletionSource();
        shapes.FireAndForget(done);
        await done.Task;
        _ = ((IComparable<Shapes>)shapes).CompareTo(null);
        await ((IAsyncDisposable)shapes).DisposeAsync();
        ((IDisposable)shapes).Dispose();
        var deeper = new Shapes.Nested<string>.Deeper<int>();
        deeper.Put<object>("a", 1, null);
        await deeper.PutAsync("a", "b");
        _ = new Shapes.Entry(1).ToString();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void TheLast()
    {
    }

    private sealed class MethodEvents : EventListener
    {
        private const EventKeywords Jit = (EventKeywords)0x10;

        public ConcurrentDictionary<int, MethodIdentity> Methods { get; } = new();

        public ManualResetEventSlim SawLast { get; } = new();

        protected override void OnEventSourceCreated(EventSource eventSource)
        {
            if (eventSource.Name == "Microsoft-Windows-DotNETRuntime")
            {
                EnableEvents(eventSource, EventLevel.Verbose, Jit);
            }
        }

        protected override void OnEventWritten(EventWrittenEventArgs eventData)
        {
            // The base constructor may call this before our fields are set.
            if (eventData.EventName?.StartsWith("MethodLoadVerbose", StringComparison.Ordinal) != true || Methods is null || SawLast is null)
            {
                return;
            }

            object? Field(string name) => eventData.Payload![eventData.PayloadNames!.IndexOf(name)];
            var type = (string)Field("MethodNamespace")!;
            if (type.StartsWith(typeof(Shapes).Namespace!, StringComparison.Ordinal))
            {
                var token = (int)(uint)Field("MethodToken")!;
                Methods[token] = new MethodIdentity(type, (string)Field("MethodName")!, (string)Field("MethodSignature")!, token, new ModuleIdentity("", ""));
                if (Methods[token].MethodName == nameof(TheLast))
                {
                    SawLast.Set();
                }
            }
        }
    }
}
