using System.Diagnostics;
using System.Runtime.InteropServices;
using BlockWatch.Tool.Signals;

namespace BlockWatch.Tool.Tests.Signals;

public class SignalPlatformTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    private readonly SignalPlatform _platform = new();

    [Fact]
    public async Task A_signal_that_is_listened_to_is_handled_instead_of_ending_the_process()
    {
        TaskCompletionSource<PosixSignal> got = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using IDisposable listening = _platform.Listen([SignalNumbers.User1, SignalNumbers.User2], signal => got.TrySetResult(signal));

        Assert.True(_platform.Send(Environment.ProcessId, SignalNumbers.Of(SignalNumbers.User2)));
        Assert.Equal(SignalNumbers.User2, await got.Task.WaitAsync(Timeout));
    }

    [Fact]
    public async Task A_signal_ends_another_process_and_one_that_is_gone_is_said_to_be()
    {
        using Process other = Process.Start("sleep", "60");
        Assert.True(_platform.Send(other.Id, 0));
        Assert.False(other.HasExited);
        Assert.True(_platform.Send(other.Id, SignalNumbers.Of(PosixSignal.SIGTERM)));
        await other.WaitForExitAsync().WaitAsync(Timeout);

        Assert.Equal(143, other.ExitCode);
        Assert.False(_platform.Send(other.Id, 0));
    }
}
