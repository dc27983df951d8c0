using BlockWatch.EventPipe.Methods;
using BlockWatch.EventPipe.Symbols;
using BlockWatch.EventPipe.Tests.Nettrace;

namespace BlockWatch.EventPipe.Tests.Methods;

/// <summary>Which body gets which map, from events as the runtime writes them.</summary>
public sealed class MethodEventReaderTests
{
    private readonly MethodMap _methods = new() { IsWhole = true };
    private readonly ModuleMap _modules = new();

    [Fact]
    public void A_load_gives_the_body()
    {
        Read(new ClrTrace().MethodLoad(1, 0x1000, 0x40, "Shop.Orders", "Checkout", moduleId: 7, token: 0x06000123));
        MethodBody body = _methods.Find(0x103F)!;
        Assert.Equal(
            (0x1000ul, 0x40u, 7L, "Shop.Orders", "Checkout", "void  ()", 0x06000123, null),
            (body.Start, body.Size, body.ModuleId, body.TypeName, body.MethodName, body.Signature, body.Token, body.Map));
    }

    [Fact]
    public void A_live_map_belongs_to_the_load_before_it()
    {
        Read(new ClrTrace().MethodLoad(1, 0x1000, 0x40, "T", "A").Map(1, [0, 8], [0, 5]));
        Assert.Equal(5, ILOffset(0x1008));
    }

    [Fact]
    public void A_listed_map_belongs_to_the_load_after_it()
    {
        Read(new ClrTrace().MapListed(1, [0, 8], [0, 5]).MethodListed(1, 0x1000, 0x40, "T", "A"));
        Assert.Equal(5, ILOffset(0x1008));
    }

    [Fact]
    public void Each_tier_of_a_method_has_the_map_that_came_with_it()
    {
        Read(new ClrTrace()
            .MethodLoad(1, 0x1000, 0x40, "T", "A").Map(1, [0, 8], [0, 5])
            .MethodLoad(1, 0x2000, 0x40, "T", "A").Map(1, [0, 8], [0, 6]));
        Assert.Equal([5, 6], [ILOffset(0x1008), ILOffset(0x2008)]);
    }

    [Fact]
    public void Each_listed_tier_of_a_method_has_the_map_that_came_with_it()
    {
        Read(new ClrTrace()
            .MapListed(1, [0, 8], [0, 5]).MethodListed(1, 0x1000, 0x40, "T", "A")
            .MapListed(1, [0, 8], [0, 6]).MethodListed(1, 0x2000, 0x40, "T", "A"));
        Assert.Equal([5, 6], [ILOffset(0x1008), ILOffset(0x2008)]);
    }

    // A map on the wrong body would be a wrong line: worse than none.
    [Fact]
    public void A_listed_tier_without_a_map_does_not_take_the_next_tiers()
    {
        Read(new ClrTrace()
            .MethodListed(1, 0x1000, 0x40, "T", "A")
            .MapListed(1, [0, 8], [0, 6]).MethodListed(1, 0x2000, 0x40, "T", "A"));
        Assert.Null(_methods.Find(0x1000)!.Map);
        Assert.Equal(6, ILOffset(0x2008));
    }

    [Fact]
    public void A_live_map_whose_load_was_lost_does_not_go_to_the_next_tier()
    {
        Read(new ClrTrace().Map(1, [0, 8], [0, 5]).MethodLoad(1, 0x2000, 0x40, "T", "A").Map(1, [0, 8], [0, 6]));
        Assert.Equal(6, ILOffset(0x2008));
    }

    [Fact]
    public void Threads_that_compile_at_once_do_not_take_each_others_maps()
    {
        Read(new ClrTrace()
            .MethodLoad(1, 0x1000, 0x40, "T", "A", thread: 1).MethodLoad(2, 0x2000, 0x40, "T", "B", thread: 2).MethodLoad(1, 0x3000, 0x40, "T", "A", thread: 3)
            .Map(2, [0, 8], [0, 22], thread: 2).Map(1, [0, 8], [0, 33], thread: 3).Map(1, [0, 8], [0, 11], thread: 1));
        Assert.Equal([11, 22, 33], [ILOffset(0x1008), ILOffset(0x2008), ILOffset(0x3008)]);
    }

    [Fact]
    public void A_map_of_another_method_is_left_alone()
    {
        Read(new ClrTrace().MethodLoad(1, 0x1000, 0x40, "T", "A").Map(2, [0, 8], [0, 5]));
        Assert.Null(_methods.Find(0x1000)!.Map);
    }

    [Fact]
    public void A_method_compiled_ahead_of_time_has_a_start_only()
    {
        Read(new ClrTrace().EntryPoint(1, 0x5000, "System.IO.File", "ReadAllText"));
        MethodBody body = _methods.Find(0x5010)!;
        Assert.Equal((0x5000ul, 0u, "System.IO.File", "ReadAllText", "void  ()"), (body.Start, body.Size, body.TypeName, body.MethodName, body.Signature));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_module_is_known_with_the_identity_of_its_symbols(bool listed)
    {
        var pdb = Guid.Parse("11112222-3333-4444-5555-666677778888");
        Read(listed ? new ClrTrace().ModuleListed(7, "/app/Shop.dll", pdb, "/build/Shop.pdb") : new ClrTrace().ModuleLoad(7, "/app/Shop.dll", pdb, "/build/Shop.pdb"));
        Assert.Equal(new ModuleIdentity("/app/Shop.dll", "Shop", pdb, "/build/Shop.pdb", "/proc/1/root"), _modules.ById(7));
    }

    [Fact]
    public void Every_event_is_counted_and_moves_the_version()
    {
        int before = _methods.Version;
        MethodEventReader reader = Read(new ClrTrace().ModuleLoad(7, "/a.dll", Guid.Empty, "").MethodLoad(1, 0x1000, 0x40, "T", "A"));
        int loaded = _methods.Version;
        Assert.Equal(2, reader.EventCount);
        Assert.NotEqual(before, loaded);

        Read(new ClrTrace().MethodLoad(1, 0x3000, 0x40, "T", "A"));
        int second = _methods.Version;
        Read(new ClrTrace().MethodLoad(1, 0x3000, 0x40, "T", "A").Map(1, [0], [0]));
        Assert.Equal(second + 2, _methods.Version); // a body, and its map: what had no line may have one now
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Code_that_is_unloaded_is_forgotten_in_the_end(bool oneByOne)
    {
        var trace = new ClrTrace();
        for (int i = 1; i <= 3_000; i++)
        {
            ulong start = 0x1000_0000 + ((ulong)i * 0x100);
            trace.ModuleLoad(i, "/plugins/Plugin.dll", Guid.Empty, "").MethodLoad(i, start, 0x40, "T", "A", moduleId: oneByOne ? 0 : i);
            if (oneByOne)
            {
                trace.MethodUnload(i, start, 0x40, "T", "A");
            }

            trace.ModuleUnload(i, "/plugins/Plugin.dll");
        }

        Read(trace);
        Assert.InRange(_methods.Count, 1, 2_000);
        Assert.InRange(_modules.Count, 1, 1_000);
    }

    private int ILOffset(ulong address)
    {
        MethodBody body = _methods.Find(address)!;
        return body.Map!.ToILOffset((int)(address - body.Start));
    }

    private MethodEventReader Read(ClrTrace trace)
    {
        var reader = new MethodEventReader(_methods, _modules, "/proc/1/root");
        TraceReading.Read(trace, reader.Subscribe);
        return reader;
    }
}
