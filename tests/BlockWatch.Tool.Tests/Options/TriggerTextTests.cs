using BlockWatch.EventPipe.Recording;
using BlockWatch.Tool.Options;

namespace BlockWatch.Tool.Tests.Options;

public class TriggerTextTests
{
    [Theory]
    [InlineData("stall>250ms", RecordingTriggerKind.Stall, 250_000_000)]
    [InlineData("stall > 1.5s", RecordingTriggerKind.Stall, 1_500_000_000)]
    [InlineData("queue>0", RecordingTriggerKind.Queue, 0)]
    [InlineData("queue>1000", RecordingTriggerKind.Queue, 1_000)]
    [InlineData("starvation", RecordingTriggerKind.Starvation, 0)]
    [InlineData("signal", RecordingTriggerKind.Request, 0)]
    public void A_trigger_is_read(string text, RecordingTriggerKind kind, long limit)
    {
        Assert.True(TriggerText.TryParse(text, isUnix: true, out RecordingTrigger trigger, out _));
        Assert.Equal(new RecordingTrigger(kind, limit, text), trigger);
    }

    [Theory]
    [InlineData("")]
    [InlineData("queue")]
    [InlineData("queue>-1")]
    [InlineData("queue>99999999999")]
    [InlineData("stall>")]
    [InlineData("stall>2s>3s")]
    [InlineData("stall>2h")]
    [InlineData("starvation>2s")]
    [InlineData("Signal")]
    public void What_is_no_trigger_is_refused_with_one_line(string text)
    {
        Assert.False(TriggerText.TryParse(text, isUnix: true, out _, out string problem));
        Assert.NotEmpty(problem);
        Assert.DoesNotContain('\n', problem);
    }

    [Fact]
    public void Where_there_are_no_signals_none_is_taken()
    {
        Assert.False(TriggerText.TryParse("signal", isUnix: false, out _, out string problem));
        Assert.Equal("there are no signals on this system: write 'stall>2s', starvation or 'queue>1000'", problem);
    }
}
