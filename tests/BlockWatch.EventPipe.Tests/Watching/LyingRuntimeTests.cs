using System.Diagnostics;
using System.Globalization;
using BlockWatch.EventPipe.Targets;
using BlockWatch.EventPipe.Watching;
using BlockWatch.TestKit.Peers;
using BlockWatch.TestKit.Watching;

namespace BlockWatch.EventPipe.Tests.Watching;

/// <summary>A process that answers who it is as a runtime does, and lies from then on.</summary>
public sealed class LyingRuntimeTests : IDisposable
{
    private const byte ProcessSet = 0x04;
    private const byte StopCommand = 0x01;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private readonly Process _process = Process.Start("sleep", "1200");

    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
    }

    [LinuxFact]
    public async Task One_that_never_opens_a_session_is_given_up()
    {
        (string message, TimeSpan time) = await RefusalAsync(new PeerAnswer(PeerManner.Silent, []));

        Assert.Equal($"process {_process.Id} does not answer: is it stopped (SIGSTOP), or overloaded? Try again when it runs", message);
        Assert.True(time < Longest, $"it took {time}");
    }

    [LinuxFact]
    public async Task An_answer_that_is_too_short_to_name_a_session_is_none()
    {
        foreach (byte[] payload in new byte[][] { [], [1, 2, 3] })
        {
            (string message, _) = await RefusalAsync(new PeerAnswer(PeerManner.AnswersAndCloses, IpcMessage.Ok(payload)));

            Assert.StartsWith($"process {_process.Id} does not take diagnostic connections any more", message, StringComparison.Ordinal);
        }
    }

    // The first session is there; who does not answer the second one's request need not answer that the first is to end.
    [LinuxFact]
    public async Task A_session_that_is_given_up_is_not_waited_for()
    {
        int asked = 0;
        (string message, TimeSpan time) = await RefusalAsync(command => command == StopCommand
            ? new PeerAnswer(PeerManner.Silent, [])
            : new PeerAnswer(PeerManner.AnswersAndStays, ++asked == 1 ? IpcMessage.Ok(new byte[8]) : IpcMessage.Error(0x80131384)));

        Assert.Contains("refused the session", message, StringComparison.Ordinal);
        Assert.True(time < Longest, $"it took {time}");
    }

    private Task<(string Message, TimeSpan Time)> RefusalAsync(PeerAnswer toAll) => RefusalAsync(_ => toAll);

    private async Task<(string Message, TimeSpan Time)> RefusalAsync(Func<byte, PeerAnswer> answer)
    {
        long startedAt = ProcFile.Stat(_process.Id)!.StartTicks;
        string socket = Path.Combine(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"dotnet-diagnostic-{_process.Id}-{startedAt}-socket"));
        using LyingPeer peer = new(socket, (set, command) => set == ProcessSet
            ? new PeerAnswer(PeerManner.AnswersAndCloses, IpcMessage.Ok(IpcMessage.Identity(_process.Id, "10.0.0")))
            : answer(command));
        long start = Stopwatch.GetTimestamp();
        Task watch = Task.Run(() => LiveWatch.AttachAsync(_process.Id, new WatchOptions { Duration = TimeSpan.FromMilliseconds(100) }, new SilentObserver(), CancellationToken.None));
        WatchException refusal = await Assert.ThrowsAsync<WatchException>(() => watch.WithinLimit());
        return (refusal.Message, Stopwatch.GetElapsedTime(start));
    }
}
