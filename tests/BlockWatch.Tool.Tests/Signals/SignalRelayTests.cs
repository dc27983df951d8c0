using System.Runtime.InteropServices;
using BlockWatch.Tool.Signals;
using BlockWatch.Tool.Tests.Fakes;

namespace BlockWatch.Tool.Tests.Signals;

public sealed class SignalRelayTests : IDisposable
{
    private readonly FakeSignals _signals = new();
    private readonly SignalRelay _relay;

    public SignalRelayTests()
    {
        _relay = new SignalRelay(_signals);
    }

    public void Dispose() => _relay.Dispose();

    [Fact]
    public void Ctrl_C_in_a_terminal_is_not_sent_to_the_command_again_and_never_ends_us_first()
    {
        _relay.CommandStarted(99);
        _signals.Raise(PosixSignal.SIGINT);
        _signals.Raise(PosixSignal.SIGINT);
        _signals.Raise(PosixSignal.SIGQUIT);

        AssertNothingBut([]);
    }

    [Fact]
    public void An_interrupt_that_no_terminal_sent_is_passed_on()
    {
        _signals.IsForegroundOfTerminal = false;
        _relay.CommandStarted(99);
        _signals.Raise(PosixSignal.SIGINT);

        AssertNothingBut(["99: 2"]);
    }

    [Fact]
    public void Other_signals_are_passed_on_however_often_they_come()
    {
        _relay.CommandStarted(99);
        _signals.Raise(PosixSignal.SIGTERM);
        _signals.Raise(PosixSignal.SIGTERM);
        _signals.Raise(PosixSignal.SIGHUP);
        _signals.Raise(SignalNumbers.User1);
        _signals.Raise(SignalNumbers.User2);

        AssertNothingBut(["99: 15", "99: 15", "99: 1", $"99: {(int)SignalNumbers.User1}", $"99: {(int)SignalNumbers.User2}"]);
    }

    [Fact]
    public void A_signal_before_the_commands_start_reaches_it_when_it_has_started()
    {
        _signals.Raise(PosixSignal.SIGINT);
        Assert.Empty(_signals.Sent);
        _relay.CommandStarted(99);

        AssertNothingBut(["99: 2"]);
    }

    [Fact]
    public void A_second_signal_before_the_commands_start_ends_us_at_once()
    {
        _signals.Raise(PosixSignal.SIGINT);
        _signals.Raise(PosixSignal.SIGINT);

        Assert.Equal([130], _signals.Exits);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void After_the_commands_end_the_first_signal_stops_the_watch_and_the_second_ends_us(bool weKnow)
    {
        _relay.CommandStarted(99);
        if (weKnow)
        {
            _relay.CommandEnded();
        }

        _signals.TargetIsGone = true;
        _signals.Raise(PosixSignal.SIGINT);
        Assert.True(_relay.Token.IsCancellationRequested);
        Assert.Empty(_signals.Exits);

        _signals.Raise(PosixSignal.SIGINT);
        Assert.Equal([130], _signals.Exits);
        Assert.Empty(_signals.Sent);
    }

    private void AssertNothingBut(IEnumerable<string> sent)
    {
        Assert.Equal(sent, _signals.Sent);
        Assert.Empty(_signals.Exits);
        Assert.False(_relay.Token.IsCancellationRequested);
    }
}
