using BlockWatch.EventPipe.Methods;
using BlockWatch.EventPipe.NetTrace;
using BlockWatch.EventPipe.Recording;
using BlockWatch.EventPipe.Replay;
using BlockWatch.EventPipe.Symbols;
using BlockWatch.EventPipe.Tests.Nettrace;
using BlockWatch.TestKit;
using TraceLog = Microsoft.Diagnostics.Tracing.Etlx.TraceLog;

namespace BlockWatch.EventPipe.Tests.Recording;

/// <summary>That names come through a file: what a watch knows is what whoever reads its recording knows.</summary>
public sealed class MethodRundownTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly MethodMap _methods = new();
    private readonly ModuleMap _modules = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Bodies_maps_and_modules_are_read_again()
    {
        var pdb = Guid.NewGuid();
        _methods.IsWhole = true;
        _methods.Add(PayAsync(new ILToNativeMap([0, 0x10, 0x30], [-2, 0, 12])));
        _methods.Add(new MethodBody { Start = 0x7000_0000_2000, MethodId = 6, TypeName = "Orders.Cart", MethodName = "Ready", Signature = "void  ()" });
        _modules.Add(7, new ModuleIdentity("/app/Orders.dll", "Orders", pdb, "/src/Orders.pdb"));

        string path = Write();
        var methods = new MethodMap();
        var modules = new ModuleMap();
        TraceSurvey survey = TraceSurvey.Of(path, methods, modules);

        MethodBody body = methods.Find(0x7000_0000_1035)!;
        Assert.Equal(("Orders.Cart", "PayAsync", "instance void  ()"), (body.TypeName, body.MethodName, body.Signature));
        Assert.Equal((5L, 7L, 0x06000042, 8, 0x80u), (body.MethodId, body.ModuleId, body.Token, body.Flags, body.Size));
        Assert.Equal([0, 0, 12], new[] { 0x5, 0x20, 0x35 }.Select(body.Map!.ToILOffset));
        Assert.Equal("Ready", methods.Find(0x7000_0000_2010)!.MethodName);
        Assert.Equal(new ModuleIdentity("/app/Orders.dll", "Orders", pdb, "/src/Orders.pdb"), modules.ById(7));
        Assert.True(methods.IsWhole);
        Assert.Equal(("Orders", "10.0"), (survey.Name, survey.RuntimeVersion));
    }

    [Fact]
    public void A_list_that_is_not_complete_does_not_say_so()
    {
        _methods.Add(new MethodBody { Start = 0x1000, TypeName = "T", MethodName = "M", Signature = "void  ()" });
        var methods = new MethodMap();
        TraceSurvey.Of(Write(), methods, new ModuleMap());
        Assert.False(methods.IsWhole);
        Assert.Null(methods.Find(0x1010));
    }

    // What PerfView and dotnet-trace show of a stack.
    [Fact]
    public void The_library_names_the_frames_of_a_recording()
    {
        _methods.Add(PayAsync());
        _modules.Add(7, new ModuleIdentity("/app/Orders.dll", "Orders"));
        using var log = new TraceLog(TraceLog.CreateFromEventPipeDataFile(Write()));
        Assert.Contains(log.CodeAddresses, address => address.FullMethodName.StartsWith("Orders.Cart.PayAsync", StringComparison.Ordinal));
    }

    private static MethodBody PayAsync(ILToNativeMap? map = null) => new()
    {
        Start = 0x7000_0000_1000,
        Size = 0x80,
        MethodId = 5,
        Flags = 8,
        ModuleId = 7,
        Token = 0x06000042,
        TypeName = "Orders.Cart",
        MethodName = "PayAsync",
        Signature = "instance void  ()",
        Map = map,
    };

    private string Write()
    {
        string path = _folder.Combine("t.nettrace");
        using FileStream file = File.Create(path);
        var writer = new NetTraceWriter(file, Rewritten.HeaderOf(new NettraceWriter().ToArray()));
        writer.Write(EventKind.ToWrite("Microsoft-Windows-DotNETRuntime", 301, 0), 1_000_000, 1, [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], [0x7000_0000_1035]);
        MethodRundown.Write(writer, _methods, _modules, "Orders", new Version(10, 0, 4));
        writer.End();
        return path;
    }
}
