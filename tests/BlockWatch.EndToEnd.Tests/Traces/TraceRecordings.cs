using System.Globalization;

namespace BlockWatch.EndToEnd.Tests.Traces;

/// <summary>Makes the traces in tests/traces. Off by default.</summary>
public class TraceRecordings
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(3);

    [RecordingFact]
    public async Task Record_the_checked_in_traces_anew()
    {
        foreach (CheckedInTrace trace in CheckedInTrace.All)
        {
            using TemporaryFolder folder = new();

            // The trace has the paths of its modules and their symbols in it: these must be of no machine in particular, and
            // must be nowhere when it is analyzed.
            string program = folder.Combine("program");
            await PublishedTargets.PublishAsync(
                trace.Runtime, program, ["--artifacts-path", folder.Combine("build"), "-p:ContinuousIntegrationBuild=true"]);
            string recorded = folder.Combine("t.nettrace");
            await using (SampleTarget target = await SampleTarget.StartAsync(Path.Combine(program, "SampleTargets"), trace.Scenario))
            {
                await target.WaitForMoreTruthAsync();
                await TraceRecording.RecordAsync(target.ProcessId, recorded, Duration);
            }

            await trace.PackAsync(recorded);
            long size = new FileInfo(trace.CompressedPath).Length;
            Assert.True(size < 1_500_000, string.Create(CultureInfo.InvariantCulture, $"{trace.CompressedPath} has {size} bytes."));
        }
    }
}
