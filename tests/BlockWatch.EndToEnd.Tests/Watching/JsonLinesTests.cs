using System.Text.Json;
using Xunit.Abstractions;

namespace BlockWatch.EndToEnd.Tests.Watching;

/// <summary>The live stream, for programs.</summary>
[Collection(EndToEndCollection.Name)]
public class JsonLinesTests
{
    private const string Method = "SampleTargets.Scenarios.FiveFaults.SleepAsync";

    // A stall is told apart from the next in the same method, which comes a second later, by this. Not a measure: the target's
    // and the tool's wall clocks were each read once, and a busy machine may have held either up while it read.
    private const double StartToleranceMs = 400;

    // From .NET 9 on the runtime has sessions that walk no stacks.
    private const int FirstPrompt = 9;

    private readonly ToolFixture _fixture;
    private readonly ITestOutputHelper _output;

    public JsonLinesTests(ToolFixture fixture, ITestOutputHelper output)
    {
        _fixture = fixture;
        _output = output;
    }

    [Theory]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(10)]
    public async Task A_sleep_is_on_its_line_with_its_frame_soon_after_it_began(int runtime)
    {
        SharedWatch watch = await _fixture.Shared.FiveFaultsAsync(runtime, _output);

        Assert.Equal("", watch.Watch.Process.Error);
        foreach (OutputLine line in watch.Watch.Lines)
        {
            await PublishedSchema.AssertJsonLineAsync(line.Text);
        }

        LiveLine[] lines = [.. watch.Watch.Lines.Select(LiveLine.Of)];
        Assert.Equal("started", lines[0].Kind);
        double[] ages = [.. AgesWhenNamed(watch, lines)];
        Assert.True(ages.Length >= 3, $"Only {ages.Length} sleeps while it watched.");

        // .NET 8 tells of a work item later, often when the stall is over: there a sleep may go unnamed, but not all of them.
        double[] judged = runtime >= FirstPrompt ? ages : [.. ages.Where(double.IsFinite)];
        Assert.True(
            judged.Length > 0 && Truth.Median(judged) <= TestTimeouts.DetectionBound.TotalMilliseconds,
            $"Named at an age of {string.Join(", ", ages.Select(age => age.ToString("0", System.Globalization.CultureInfo.InvariantCulture)))} ms\n{watch.Watch.Process}");
    }

    [Fact]
    public async Task A_starvation_is_told_at_its_onset_and_at_its_end()
    {
        SharedWatch watch = await _fixture.Shared.StarvationAsync(10, _output);

        string[] kinds = [.. watch.Watch.Lines.Select(line => LiveLine.Of(line).Kind)];
        int onset = Array.IndexOf(kinds, "starvationStarted");
        int end = Array.IndexOf(kinds, "starvationEnded");
        Assert.True(onset > 0, watch.Watch.Process.ToString());
        Assert.True(end > onset, watch.Watch.Process.ToString());
    }

    // For each sleep that began and ended while it watched: how old it was when a line named its frame; infinite when none did.
    private static IEnumerable<double> AgesWhenNamed(SharedWatch watch, IReadOnlyList<LiveLine> lines)
    {
        double from = UnixMs(lines[0].StartedAt);
        double to = from + watch.Duration.TotalMilliseconds;
        foreach (TruthOccurrence sleep in watch.Truth.Where(o => o.Method == Method && o.StartUnixMs >= from + 1000 && o.EndUnixMs <= to - 1000))
        {
            LiveLine? named = lines.FirstOrDefault(
                line => line.IsAt(Method) && line.ThreadId == sleep.ThreadId && Math.Abs(UnixMs(line.StartedAt) - sleep.StartUnixMs) <= StartToleranceMs);
            yield return named is null ? double.PositiveInfinity : UnixMs(named.ArrivedAt) - sleep.StartUnixMs;
        }
    }

    private static double UnixMs(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).TotalMilliseconds;

    private sealed record LiveLine(string Kind, DateTimeOffset StartedAt, long? ThreadId, ReportedFrame? Frame, IReadOnlyList<LivePart>? Parts)
    {
        private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

        public DateTimeOffset ArrivedAt { get; private init; }

        public static LiveLine Of(OutputLine line) => JsonSerializer.Deserialize<LiveLine>(line.Text, Json)! with { ArrivedAt = line.ArrivedAt };

        public bool IsAt(string method) => Frame?.Is(method) == true || Parts?.Any(part => part.Frame?.Is(method) == true) == true;
    }

    private sealed record LivePart(ReportedFrame? Frame);
}
