using BlockWatch.EventPipe.Methods;

namespace BlockWatch.EventPipe.Tests.Methods;

public sealed class LastOfThreadTests
{
    private readonly LastOfThread<string> _last = new();

    [Fact]
    public void What_a_thread_told_last_is_taken_once()
    {
        _last.Put(1, 7, "first");
        _last.Put(1, 8, "second");
        Assert.Equal([(true, "second"), (false, null)], [Take(1, 8), Take(1, 8)]);
    }

    [Fact]
    public void What_was_told_of_another_method_is_gone_when_it_is_asked_for()
    {
        _last.Put(1, 7, "of 7");
        Assert.Equal([(false, null), (false, null)], [Take(1, 8), Take(1, 7)]);
    }

    [Fact]
    public void Threads_that_tell_once_and_die_are_forgotten()
    {
        for (long thread = 1; thread <= 100_000; thread++)
        {
            _last.Put(thread, 7, "told");
            Assert.InRange(_last.Count, 1, LastOfThread<string>.Cap);
        }

        Assert.Equal((true, "told"), Take(100_000, 7));
    }

    private (bool, string?) Take(long threadId, long methodId) => (_last.TryTake(threadId, methodId, out string? told), told);
}
