using BlockWatch.EventPipe.Launching;
using BlockWatch.EventPipe.Targets;
using BlockWatch.EventPipe.Watching;

namespace BlockWatch.EventPipe.Tests.Watching;

public sealed class PortArrivalsTests
{
    [Fact]
    public async Task A_closed_port_is_the_end_of_those_who_come()
    {
        ReversePort port = ReversePort.Listen();
        await port.DisposeAsync();
        List<FoundTarget> came = [];
        await foreach (FoundTarget found in new PortArrivals(port).ComeAsync(CancellationToken.None))
        {
            came.Add(found);
        }

        Assert.Empty(came);
    }
}
