using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using BlockWatch.Detection.Stacks;
using BlockWatch.EventPipe.Methods;
using BlockWatch.EventPipe.Stacks;
using BlockWatch.EventPipe.Symbols;
using BindingFlags = System.Reflection.BindingFlags;

namespace BlockWatch.EventPipe.Tests.Stacks;

public sealed class StackResolverTests : IDisposable
{
    private const long ModuleId = 7;

    private readonly MethodMap _methods = new() { IsWhole = true };
    private readonly ModuleMap _modules = new();
    private readonly FrameResolver _frames = new();
    private readonly StackResolver _resolver;

    public StackResolverTests()
    {
        _modules.Add(ModuleId, OwnModule());
        _resolver = new StackResolver(_methods, _modules, images: null, _frames);
    }

    public void Dispose() => _frames.Dispose();

    [Fact]
    public void Equal_addresses_give_the_same_stack()
    {
        _methods.Add(Body("A", 0x1000));
        Assert.Same(_resolver.Resolve([0x1005, 0x1008]), _resolver.Resolve([0x1005, 0x1008]));
        Assert.NotSame(_resolver.Resolve([0x1005, 0x1008]), _resolver.Resolve([0x1008, 0x1005]));
        Assert.NotSame(_resolver.Resolve([0x1005]), _resolver.Resolve([0x1005, 0x1005]));
    }

    [Fact]
    public void A_stack_that_is_unresolved_in_part_is_the_same_while_nothing_new_is_known()
    {
        _methods.Add(Body("A", 0x1000));
        Assert.Same(_resolver.Resolve([0x1005, 0x9000]), _resolver.Resolve([0x1005, 0x9000]));
    }

    [Fact]
    public void An_unresolved_frame_is_resolved_when_its_method_has_come()
    {
        Assert.Equal([Frame.Unresolved], _resolver.Resolve([0x1005]).Frames);
        _methods.Add(Body("A", 0x1000));
        Assert.Equal("A", _resolver.Resolve([0x1005]).Frames.Single().MethodName);
    }

    [Fact]
    public void A_frame_gets_its_line_when_its_map_has_come()
    {
        MethodBody body = Body(nameof(OwnModule), 0x1000, token: typeof(StackResolverTests).GetMethod(nameof(OwnModule), BindingFlags.Static | BindingFlags.NonPublic)!.MetadataToken);
        _methods.Add(body);
        CallStack before = _resolver.Resolve([0x1005]);
        Assert.Null(before.Frames.Single().Source);

        _methods.SetMap(body, new ILToNativeMap([0], [0]));

        SourceLocation source = _resolver.Resolve([0x1005]).Frames.Single().Source!;
        Assert.Equal("StackResolverTests.cs", Path.GetFileName(source.File));
        string declaration = File.ReadLines(source.File).Take(source.Line).Last(line => line.StartsWith("    internal", StringComparison.Ordinal));
        Assert.Equal("    internal static ModuleIdentity OwnModule()", declaration); // the brace, or the first statement in Release
    }

    [Fact]
    public void An_address_is_named_anew_when_another_method_is_compiled_there()
    {
        MethodBody dead = Body("Dead", 0x1000);
        _methods.Add(dead);
        _methods.SetMap(dead, new ILToNativeMap([0], [0]));
        Assert.Equal("Dead", _resolver.Resolve([0x1085]).Frames.Single().MethodName);

        _methods.Add(Body("Alive", 0x1080));
        Assert.Equal("Alive", _resolver.Resolve([0x1085]).Frames.Single().MethodName);
    }

    [Theory]
    [InlineData(0x0F80)] // begins before what dies and reaches into it
    [InlineData(0x1000)]
    [InlineData(0x1080)]
    public void What_is_left_of_a_dead_method_is_named_anew_too(ulong start)
    {
        MethodBody dead = Body("Dead", 0x1000);
        _methods.Add(dead);
        _methods.SetMap(dead, new ILToNativeMap([0], [0]));
        Assert.Equal("Dead", _resolver.Resolve([0x10F5]).Frames.Single().MethodName);

        _methods.Add(Body("Alive", start, size: 0x90));
        _resolver.Resolve([0x5000]);
        _methods.Add(Body("AliveToo", 0x10F0, size: 0x10));
        Assert.Equal("AliveToo", _resolver.Resolve([0x10F5]).Frames.Single().MethodName);
    }

    [Fact]
    public void A_stack_stays_the_same_when_a_method_is_compiled_where_another_was_that_no_stack_showed()
    {
        MethodBody seen = Body("Seen", 0x1000);
        _methods.Add(seen);
        _methods.SetMap(seen, new ILToNativeMap([0], [0]));
        CallStack stack = _resolver.Resolve([0x1005, 0x1100]); // the latter is the end of its last call
        for (int i = 0; i < 1_000; i++)
        {
            _methods.Add(Body($"Unseen{i}", 0x1100));
            _resolver.Resolve([0x9000]);
        }

        Assert.Equal(999, _methods.Reuses);
        Assert.Same(stack, _resolver.Resolve([0x1005, 0x1100]));
    }

    [Fact]
    public void More_reuses_than_are_kept_one_by_one_are_taken_for_everywhere()
    {
        MethodBody dead = Body("Dead", 0x1000);
        _methods.Add(dead);
        _methods.SetMap(dead, new ILToNativeMap([0], [0]));
        Assert.Equal("Dead", _resolver.Resolve([0x1085]).Frames.Single().MethodName);

        _methods.Add(Body("Alive", 0x1000));
        for (int i = 0; i < 100; i++)
        {
            _methods.Add(Body($"Elsewhere{i}", 0x5000));
        }

        Assert.Equal("Alive", _resolver.Resolve([0x1085]).Frames.Single().MethodName);
    }

    [Fact]
    public void A_method_that_is_told_twice_took_nobodys_place()
    {
        _methods.Add(Body("A", 0x1000));
        _methods.Add(Body("A", 0x1000));
        _methods.Add(Body("B", 0x1100));
        Assert.Equal(0, _methods.Reuses);
    }

    [Fact]
    public void A_stack_stays_the_same_when_what_came_says_nothing_new_of_it()
    {
        _methods.Add(Body("A", 0x1000));
        CallStack stack = _resolver.Resolve([0x1005]);
        _methods.Add(Body("B", 0x5000));
        Assert.Same(stack, _resolver.Resolve([0x1005]));
    }

    [Fact]
    public void A_stack_that_is_known_better_now_is_still_at_its_place()
    {
        CallStack before = _resolver.Resolve([0x1005]);
        _methods.Add(Body("A", 0x1000));
        CallStack after = _resolver.Resolve([0x1005]);

        Assert.NotSame(before, after);
        Assert.False(after.IsElsewhere(before));
        Assert.True(_resolver.Resolve([0x1006]).IsElsewhere(after));
    }

    [Fact]
    public void The_neighbour_of_a_method_not_yet_known_is_a_guess_that_is_given_up()
    {
        _methods.Add(Body("Neighbour", 0x1000, size: 0));
        Assert.False(_resolver.CanResolve([0x2005]));
        Assert.Equal("Neighbour", _resolver.Resolve([0x2005]).Frames.Single().MethodName);

        _methods.Add(Body("Right", 0x2000, size: 0));

        Assert.Equal("Right", _resolver.Resolve([0x2005]).Frames.Single().MethodName);
    }

    // The call may be a method's last instruction; the return address then belongs to the next method.
    [Fact]
    public void A_return_address_belongs_to_the_call_before_it()
    {
        _methods.Add(Body("Caller", 0x1000, size: 0x10));
        _methods.Add(Body("Next", 0x1010, size: 0x10));
        Assert.Equal(["Caller", "Next"], _resolver.Resolve([0x1010, 0x1011]).Frames.Select(f => f.MethodName));
    }

    [Fact]
    public void All_addresses_must_lie_in_methods_of_known_size_to_be_resolvable()
    {
        _methods.Add(Body("A", 0x1000));
        Assert.True(_resolver.CanResolve([0x1005, 0x1008]));
        Assert.False(_resolver.CanResolve([0x1005, 0x9000]));
        Assert.True(_resolver.CanResolve([]));

        _resolver.Resolve([0x1005, 0x9000]);
        Assert.False(_resolver.CanResolve([0x1005, 0x9000]));
    }

    [Fact]
    public void The_module_of_a_method_without_one_is_that_of_its_type()
    {
        _modules.AddType("T", ModuleId);
        _methods.Add(new MethodBody { Start = 0x1000, TypeName = "T", MethodName = "A", Signature = "void  ()" });
        Assert.Equal("BlockWatch.EventPipe.Tests", _resolver.Resolve([0x1005]).Frames.Single().Module);
    }

    [Fact]
    public async Task Threads_may_resolve_at_once()
    {
        for (ulong i = 0; i < 100; i++)
        {
            _methods.Add(Body($"M{i}", 0x1000 + (i * 0x100)));
        }

        CallStack[][] seen = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
            Enumerable.Range(0, 100).Select(i => _resolver.Resolve([0x1005 + ((ulong)i * 0x100)])).ToArray()))).WithinLimit();
        Assert.All(seen, s => Assert.Equal(seen[0], s));
        Assert.Equal(Enumerable.Range(0, 100).Select(i => $"M{i}"), seen[0].Select(s => s.Frames[0].MethodName));
    }

    // Also the method whose line a test looks for.
    internal static ModuleIdentity OwnModule()
    {
        string path = typeof(StackResolverTests).Assembly.Location;
        using var file = new PEReader(File.OpenRead(path));
        DebugDirectoryEntry entry = file.ReadDebugDirectory().First(e => e.Type == DebugDirectoryEntryType.CodeView);
        CodeViewDebugDirectoryData data = file.ReadCodeViewDebugDirectoryData(entry);
        return new ModuleIdentity(path, ModuleMap.SimpleNameOf(path), data.Guid, data.Path);
    }

    private static MethodBody Body(string name, ulong start, uint size = 0x100, int token = 0x06000001) => new()
    {
        Start = start,
        Size = size,
        ModuleId = ModuleId,
        TypeName = typeof(StackResolverTests).FullName!,
        MethodName = name,
        Signature = "class BlockWatch.EventPipe.Symbols.ModuleIdentity  ()",
        Token = token,
    };
}
