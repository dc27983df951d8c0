using System.Diagnostics.Tracing;
using BlockWatch.EventPipe.Targets;
using Microsoft.Diagnostics.NETCore.Client;

namespace BlockWatch.EventPipe.Tests.Targets;

public sealed class TargetClientTests
{
    [LinuxFact]
    public async Task It_connects_to_the_process_and_not_to_a_newer_file_of_the_same_id()
    {
        await using DotNetChild child = DotNetChild.Start();
        Eventually.True(() => DiagnosticSocket.PathOf(child.Id) is not null, "the runtime listens");
        string newer = Path.Combine(Path.GetTempPath(), $"dotnet-diagnostic-{child.Id}-99999999999-socket");
        await File.WriteAllTextAsync(newer, "");
        try
        {
            File.SetLastWriteTimeUtc(newer, DateTime.UtcNow.AddHours(1));
            using EventPipeSession session = TargetClient.Of(child.Id).StartEventPipeSession([new EventPipeProvider("Nothing", EventLevel.Critical)], requestRundown: false);
            Assert.NotNull(session);
        }
        finally
        {
            File.Delete(newer);
        }
    }
}
