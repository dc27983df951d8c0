using Microsoft.Extensions.Time.Testing;

namespace BlockWatch.Tool.Tests.Fakes;

/// <summary>A machine whose calendar can be set without any time passing; <see cref="FakeTimeProvider.AdjustTime"/> moves the timestamps too.</summary>
internal sealed class SettableClock(FakeTimeProvider time) : TimeProvider
{
    private TimeSpan _step;

    public void Step(TimeSpan by) => _step += by;

    public override long TimestampFrequency => time.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => time.GetUtcNow() + _step;

    public override long GetTimestamp() => time.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        time.CreateTimer(callback, state, dueTime, period);
}
