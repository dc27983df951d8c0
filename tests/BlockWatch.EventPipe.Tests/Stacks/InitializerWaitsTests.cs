using BlockWatch.Detection.Stacks;
using BlockWatch.EventPipe.Methods;
using BlockWatch.EventPipe.Stacks;
using BlockWatch.EventPipe.Symbols;
using BlockWatch.EventPipe.Tests.Symbols.Fixtures;
using BlockWatch.EventPipe.Tests.Symbols.Sources;
using MethodBase = System.Reflection.MethodBase;

namespace BlockWatch.EventPipe.Tests.Stacks;

/// <summary>Threads that wait for a static constructor, where the runtime shows no frame of it (before .NET 10).</summary>
public sealed class InitializerWaitsTests : IDisposable
{
    private const long ModuleId = 7;
    private const ulong Reader = 0x1000;
    private const ulong Constructor = 0x2000;

    private readonly MethodMap _methods = new() { IsWhole = true };
    private readonly ModuleMap _modules = new();
    private readonly FrameResolver _frames = new();
    private readonly InitializerWaits _waits;

    public InitializerWaitsTests()
    {
        _modules.Add(ModuleId, TestModules.Of(typeof(Initialized)));
        _waits = new InitializerWaits(new StackResolver(_methods, _modules, images: null, _frames));
    }

    public void Dispose() => _frames.Dispose();

    [Theory]
    [InlineData(nameof(Initialized.ReadsAField), typeof(Initialized.Rates), true)]
    [InlineData(nameof(Initialized.ReadsAFieldOfAGeneric), typeof(Initialized.Table<>), true)]
    [InlineData(nameof(Initialized.CallsAStaticMethod), typeof(Initialized.Rates), true)]
    [InlineData(nameof(Initialized.Constructs), typeof(Initialized.Rates), true)]
    [InlineData(nameof(Initialized.ReadsAField), typeof(Initialized.Table<>), false)]
    [InlineData(nameof(Initialized.ReadsAnInstance), typeof(Initialized.Rates), false)]
    [InlineData(nameof(Initialized.InItsSecondStatement), typeof(Initialized.Rates), false)] // The thread is in the first.
    public void A_thread_waits_when_its_statement_uses_a_type_that_another_thread_initializes(string reader, Type type, bool waits)
    {
        Known(reader, type);

        _waits.Read(0, 1, [Constructor + 1], ran: false);
        CallStack stack = _waits.Read(1_000_000, 2, [Reader + 1], ran: false);

        Assert.Equal(waits ? ["InitClassSlow", reader] : [reader], stack.Frames.Select(frame => frame.MethodName));
        if (waits)
        {
            Assert.Equal(FrameOrigin.Inferred, stack.Frames[0].Origin);
            Assert.Matches(@"^wait for static .*(Rates|Table<T>)\(\), which another thread runs$", stack.Frames[0].Method);
        }
    }

    [Fact]
    public void A_thread_that_runs_does_not_wait()
    {
        Known(nameof(Initialized.ReadsAField), typeof(Initialized.Rates));
        _waits.Read(0, 1, [Constructor + 1], ran: false);

        Assert.Single(_waits.Read(0, 2, [Reader + 1], ran: true).Frames);
    }

    [Fact]
    public void The_thread_that_runs_the_constructor_does_not_wait_for_it()
    {
        Known(nameof(Initialized.ReadsAField), typeof(Initialized.Rates));

        Assert.Equal(2, _waits.Read(0, 1, [Reader + 1, Constructor + 1], ran: false).Frames.Count);
    }

    [Fact]
    public void Nobody_waits_for_a_constructor_that_was_left_or_not_seen_lately()
    {
        Known(nameof(Initialized.ReadsAField), typeof(Initialized.Rates));
        _waits.Read(0, 1, [Constructor + 1], ran: false);
        Assert.Single(_waits.Read(30_000_000, 2, [Reader + 1], ran: false).Frames);

        _waits.Read(30_000_000, 1, [Constructor + 1], ran: false);
        _waits.Read(31_000_000, 1, [Reader + 1], ran: true);
        Assert.Single(_waits.Read(32_000_000, 2, [Reader + 1], ran: false).Frames);
    }

    [Fact]
    public void Threads_that_were_seen_in_a_constructor_and_never_again_are_forgotten()
    {
        Known(nameof(Initialized.ReadsAField), typeof(Initialized.Rates));
        for (int thread = 1; thread <= 1_000; thread++)
        {
            _waits.Read(thread * 10_000_000L, thread, [Constructor + 1], ran: false);
            Assert.InRange(_waits.RunningCount, 1, 64);
        }

        Assert.Equal(2, _waits.Read(10_000_000_000, 2_000, [Reader + 1], ran: false).Frames.Count);
    }

    [Fact]
    public void One_wait_has_one_stack_at_one_place()
    {
        Known(nameof(Initialized.ReadsAField), typeof(Initialized.Rates));
        CallStack before = _waits.Read(0, 2, [Reader + 1], ran: false);
        _waits.Read(0, 1, [Constructor + 1], ran: false);
        CallStack first = _waits.Read(0, 2, [Reader + 1], ran: false);

        Assert.Same(first, _waits.Read(1_000_000, 2, [Reader + 1], ran: false));
        Assert.False(first.IsElsewhere(before));
    }

    private void Known(string reader, Type initialized)
    {
        Add(typeof(Initialized).GetMethod(reader)!, Reader);
        Add(initialized.TypeInitializer!, Constructor);
    }

    private void Add(MethodBase method, ulong start)
    {
        var body = new MethodBody
        {
            Start = start,
            Size = 0x100,
            ModuleId = ModuleId,
            TypeName = method.DeclaringType!.FullName!,
            MethodName = method.Name,
            Signature = "",
            Token = method.MetadataToken,
        };
        _methods.Add(body);
        _methods.SetMap(body, new ILToNativeMap([0], [0]));
    }
}
