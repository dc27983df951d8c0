using BlockWatch.Detection.Stacks;
using BlockWatch.EventPipe.Methods;
using BlockWatch.EventPipe.Stacks;
using BlockWatch.EventPipe.Symbols;
using BlockWatch.EventPipe.Tests.Nettrace;
using BindingFlags = System.Reflection.BindingFlags;

namespace BlockWatch.EventPipe.Tests.Stacks;

/// <summary>Methods without a body of their own, from the runtime's events to frames.</summary>
public sealed class InlinedFrameTests : IDisposable
{
    private const long Body = 1;
    private const long Inlined = 2;
    private const long Type = 50;
    private const long ModuleId = 7;

    private readonly MethodMap _methods = new() { IsWhole = true };
    private readonly ModuleMap _modules = new();
    private readonly InlinedMethods _inlined = new();
    private readonly FrameResolver _frames = new();
    private readonly StackResolver _resolver;

    public InlinedFrameTests()
    {
        _modules.Add(ModuleId, StackResolverTests.OwnModule());
        _resolver = new StackResolver(_methods, _modules, images: null, _frames, _inlined);
    }

    public void Dispose() => _frames.Dispose();

    [Fact]
    public void An_inlined_method_has_a_frame_with_its_line()
    {
        Read(Loaded().MethodDetails(Inlined, Type, Token).BulkType(Type, ModuleId).RichDebugInfo(Body, Tree()));

        CallStack stack = _resolver.Resolve([0x1015, 0x1005]);

        string name = $"{typeof(StackResolverTests).FullName}.{nameof(StackResolverTests.OwnModule)}()";
        Assert.Equal([name, "lambda_method1", "lambda_method1"], stack.Frames.Select(f => f.Origin == FrameOrigin.Dynamic ? f.MethodName : f.Method));
        Assert.Equal((FrameOrigin.User, "StackResolverTests.cs"), (stack.Frames[0].Origin, Path.GetFileName(stack.Frames[0].Source!.File)));
        Assert.False(stack.IsCut);
    }

    [Fact]
    public void A_method_between_has_the_line_of_its_only_call_of_the_next()
    {
        const long Between = 3;
        int token = typeof(InlinedFrameTests).GetMethod(nameof(CallsOwnModule), BindingFlags.Static | BindingFlags.NonPublic)!.MetadataToken;
        RichPayload tree = new RichPayload().Node(Body, child: 1).Node(Between, child: 2).Node(Inlined).Mapping(0, 0, 0).Mapping(0x10, 2, 0);
        Read(Loaded().MethodDetails(Inlined, Type, Token).MethodDetails(Between, Type, token).BulkType(Type, ModuleId).RichDebugInfo(Body, tree));

        CallStack stack = _resolver.Resolve([0x1015]);

        Assert.Equal([nameof(StackResolverTests.OwnModule), nameof(CallsOwnModule), "lambda_method1"], stack.Frames.Select(f => f.MethodName));
        Assert.EndsWith("// the call", File.ReadAllLines(stack.Frames[1].Source!.File)[stack.Frames[1].Source!.Line - 1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_method_whose_type_is_not_known_yet_gets_its_frame_when_it_is()
    {
        Read(Loaded().MethodDetails(Inlined, Type, Token).RichDebugInfo(Body, Tree()));
        Assert.Equal(["lambda_method1"], Names());

        Read(new ClrTrace().BulkType(Type, ModuleId).MethodLoad(3, 0x5000, 0x40, "T", "Other"));
        Assert.Equal([nameof(StackResolverTests.OwnModule), "lambda_method1"], Names());
    }

    [Fact]
    public void A_token_that_the_module_does_not_have_gives_no_frame()
    {
        Read(Loaded().MethodDetails(Inlined, Type, 0x06FFFFFF).BulkType(Type, ModuleId).RichDebugInfo(Body, Tree()));
        Assert.Equal(["lambda_method1"], Names());
    }

    [Fact]
    public void A_tree_of_another_method_or_thread_is_not_taken_for_the_bodys()
    {
        Read(Loaded().MethodDetails(Inlined, Type, Token).BulkType(Type, ModuleId).RichDebugInfo(Body + 1, Tree()));
        Read(Loaded().RichDebugInfo(Body, Tree(), thread: 2));
        Assert.Equal(["lambda_method1"], Names());
    }

    private static int Token => typeof(StackResolverTests).GetMethod(nameof(StackResolverTests.OwnModule), BindingFlags.Static | BindingFlags.NonPublic)!.MetadataToken;

    internal static string CallsOwnModule()
    {
        string before = nameof(Body);
        return before + StackResolverTests.OwnModule().Path; // the call
    }

    private static ClrTrace Loaded() => new ClrTrace().MethodLoad(Body, 0x1000, 0x40, "dynamicClass", "lambda_method1").Map(Body, [0], [0]);

    private static RichPayload Tree() => new RichPayload().Node(Body, child: 1).Node(Inlined).Mapping(0, 0, 0).Mapping(0x10, 1, 0);

    private IEnumerable<string> Names() => _resolver.Resolve([0x1015]).Frames.Select(f => f.MethodName);

    private void Read(ClrTrace trace)
    {
        TraceReading.Read(trace, new MethodEventReader(_methods, _modules, processRoot: null, new InlineEventReader(_methods, _inlined)).Subscribe);
    }
}
