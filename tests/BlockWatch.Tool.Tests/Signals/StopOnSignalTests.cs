using System.Runtime.InteropServices;
using BlockWatch.Tool.Signals;
using BlockWatch.Tool.Tests.Fakes;

namespace BlockWatch.Tool.Tests.Signals;

public class StopOnSignalTests
{
    private readonly FakeSignals _signals = new();

    [Theory]
    [InlineData(PosixSignal.SIGINT)]
    [InlineData(PosixSignal.SIGTERM)]
    [InlineData(PosixSignal.SIGHUP)]
    public void The_first_signal_stops_the_watch_and_not_the_process(PosixSignal signal)
    {
        using StopOnSignal stop = new(_signals);
        Assert.False(stop.Token.IsCancellationRequested);
        _signals.Raise(signal);

        Assert.True(stop.Token.IsCancellationRequested);
        Assert.Empty(_signals.Exits);
    }

    [Theory]
    [InlineData(PosixSignal.SIGINT, 130)]
    [InlineData(PosixSignal.SIGTERM, 143)]
    public void The_second_signal_ends_the_process_at_once(PosixSignal second, int code)
    {
        using StopOnSignal stop = new(_signals);
        _signals.Raise(PosixSignal.SIGINT);
        _signals.Raise(second);

        Assert.Equal([code], _signals.Exits);
    }

    [Fact]
    public void After_the_command_signals_have_their_default_action_again()
    {
        new StopOnSignal(_signals).Dispose();

        Assert.False(_signals.IsListening);
    }
}
