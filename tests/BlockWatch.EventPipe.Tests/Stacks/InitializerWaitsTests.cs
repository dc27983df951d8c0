using BlockWatch.Detection.Stacks;
using BlockWatch.EventPipe.Stacks;
using BlockWatch.EventPipe.Tests.Symbols.Fixtures;

namespace BlockWatch.EventPipe.Tests.Stacks;

/// <summary>Threads that wait for a static constructor, where the runtime shows no frame of it (before .NET 10).</summary>
public sealed class InitializerWaitsTests : IDisposable
{
    private const ulong Reader = 0x1000;
    private const ulong Constructor = 0x2000;

    private readonly KnownMethods _methods = new(typeof(Initialized));
    private readonly InitializerWaits _waits;

    public InitializerWaitsTests() => _waits = new InitializerWaits(_methods.Resolver);

    public void Dispose() => _methods.Dispose();

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
        _methods.Add(typeof(Initialized).GetMethod(reader)!, Reader);
        _methods.Add(initialized.TypeInitializer!, Constructor);
    }
}
