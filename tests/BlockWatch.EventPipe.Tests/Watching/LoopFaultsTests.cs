using BlockWatch.EventPipe.Watching;

namespace BlockWatch.EventPipe.Tests.Watching;

public class LoopFaultsTests
{
    private readonly List<string> _told = [];
    private readonly LoopFaults _faults;

    public LoopFaultsTests() => _faults = new LoopFaults(_told.Add);

    [Fact]
    public async Task A_loop_that_ends_or_is_stopped_is_no_fault()
    {
        await _faults.Guard("Sampling", Task.CompletedTask);
        await _faults.Guard("Sampling", Task.FromCanceled(new CancellationToken(canceled: true)));

        Assert.Empty(_faults.Sentences);
        Assert.Empty(_told);
    }

    [Fact]
    public async Task One_that_breaks_is_told_of_at_once_and_in_the_report()
    {
        await _faults.Guard("Sampling", Task.FromException(new InvalidOperationException("no\nsuch thing.")));

        string sentence = Assert.Single(_faults.Sentences);
        Assert.Equal("Sampling broke off (InvalidOperationException: no such thing), which is a bug of blockwatch: what would have come of it is missing.", sentence);
        Assert.Equal([sentence], _told);
        Assert.Equal([sentence], _faults.Bugs);
    }

    [Fact]
    public async Task What_the_target_did_is_no_bug_of_ours()
    {
        await _faults.Guard("The waits lane", Task.FromException(new IOException("the connection was closed")));

        Assert.Equal(["The waits lane broke off (the connection was closed): what would have come of it is missing."], _faults.Sentences);
        Assert.Empty(_faults.Bugs);
    }
}
