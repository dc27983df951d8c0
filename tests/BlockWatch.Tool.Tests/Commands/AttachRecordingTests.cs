using BlockWatch.EventPipe.Recording;
using BlockWatch.Tool.Signals;
using BlockWatch.Tool.Tests.Fakes;

namespace BlockWatch.Tool.Tests.Commands;

/// <summary>The flight recorder as the command line sees it: what is asked for, which files are written, what is said.</summary>
public class AttachRecordingTests
{
    private readonly ToolRun _tool = new();

    [Fact]
    public async Task Options_reach_the_recorder()
    {
        RecordingOptions? options = null;
        _tool.Engine.Script = _ => options = _tool.Engine.Options!.Recording;

        Assert.Equal(0, await _tool.RunAsync("attach", "-p", "4711", "--record", "60s", "--on", "stall>2s", "--on", "queue>1000", "--on", "starvation", "--on", "signal"));
        Assert.Equal(TimeSpan.FromSeconds(60), options!.Length);
        Assert.Equal(
            [
                new RecordingTrigger(RecordingTriggerKind.Stall, 2_000_000_000, "stall>2s"),
                new RecordingTrigger(RecordingTriggerKind.Queue, 1_000, "queue>1000"),
                new RecordingTrigger(RecordingTriggerKind.Starvation, 0, "starvation"),
                new RecordingTrigger(RecordingTriggerKind.Request, 0, "signal"),
            ],
            options.Triggers);
        Assert.Equal(["check blockwatch.json"], _tool.Reports.Log);
        Assert.False(_tool.Signals.IsListening);
    }

    [Fact]
    public async Task Without_record_there_is_no_recorder()
    {
        await _tool.RunAsync("attach", "-p", "4711");
        Assert.Null(_tool.Engine.Options!.Recording);
    }

    [Fact]
    public async Task A_recording_is_a_trace_and_the_report_of_reading_it_beside_the_first_output()
    {
        string said = "";
        Record(recording => said = recording);

        Assert.Equal(0, await _tool.RunAsync("attach", "-p", "4711", "-o", "out/r.md", "-o", "r.json", "--record", "5m"));
        string trace = Path.Combine("out", "r.20260301-101112.nettrace");
        string report = Path.Combine("out", "r.20260301-101112.md");
        Assert.Equal($"recording of stall>2s: {trace}, {report} (2 triggers before it came too soon and were skipped)", said);
        Assert.Equal(
            ["check out/r.md", "check r.json", $"save 3 bytes of trace in {trace}", $"save {report} as its extension", "save out/r.md as its extension", "save r.json as its extension"],
            _tool.Reports.Log);
        Assert.Equal(trace, _tool.Engine.Analyzed);
    }

    [Theory]
    [InlineData("r.speedscope.json", "r.20260301-101112.speedscope.json")]
    [InlineData("out.d/r.github.txt", "out.d/r.20260301-101112.github.txt")]
    [InlineData("out.d/r", "out.d/r.20260301-101112")]
    public async Task Its_report_has_the_format_of_the_first_output_however_many_words_tell_it(string output, string report)
    {
        Record(_ => { });

        await _tool.RunAsync("attach", "-p", "4711", "-o", output, "--format", "json", "--record", "5m");
        Assert.Contains($"save {report} as json", _tool.Reports.Log);
    }

    [Fact]
    public async Task The_report_of_a_recording_says_what_it_has()
    {
        IReadOnlyList<string> limits = [];
        Record(_ => limits = _tool.Reports.Saved!.Session.Limits);

        await _tool.RunAsync("attach", "-p", "4711", "--record", "5m");
        Assert.Equal("It goes back 60 s.", limits[0]);
    }

    // Whoever collects traces may take one away as soon as it is there.
    [Fact]
    public async Task A_trace_that_is_gone_before_it_is_read_again_costs_that_recording_only()
    {
        string said = "";
        Record(recording => said = recording);
        _tool.Engine.AnalyzeFailure = new FileNotFoundException("no such file");

        Assert.Equal(3, await _tool.RunAsync("attach", "-p", "4711", "-o", "r.json", "--record", "60s"));
        Assert.Equal("the recording of stall>2s was not written: no such file", said);
        Assert.Contains("save r.json as its extension", _tool.Reports.Log);
    }

    [Fact]
    public async Task With_several_targets_the_files_names_say_which()
    {
        string said = "";
        _tool.Engine.SetScript = _ =>
        {
            said = Write();
            return [];
        };

        await _tool.RunAsync("attach", "-n", "Orders", "--all", "--record", "60s");
        Assert.StartsWith("recording of stall>2s: blockwatch.20260301-101112.4711.nettrace, blockwatch.20260301-101112.4711.json", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("r.20260301-101112.nettrace")]
    [InlineData("r.20260301-101112.json")]
    public async Task A_recording_that_cannot_be_written_is_told_and_only_the_exit_code_suffers(string path)
    {
        string said = "";
        _tool.Reports.FailsLater = path;
        Record(recording => said = recording);

        Assert.Equal(3, await _tool.RunAsync("attach", "-p", "4711", "-o", "r.json", "--record", "60s", "-q"));
        Assert.Equal($"the recording of stall>2s was not written: '{path}' cannot be written: no space left", said);
        Assert.Contains("save r.json as its extension", _tool.Reports.Log);
        Assert.Equal($"blockwatch: {said}\n", _tool.Error);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_to_is_known_before_the_watch()
    {
        _tool.Reports.Unwritable = "blockwatch.json";
        Assert.Equal(3, await _tool.RunAsync("attach", "-p", "4711", "--record", "60s"));
        Assert.Equal(0, _tool.Engine.AttachedTo);
    }

    [Fact]
    public async Task The_signal_is_heard_while_it_is_a_trigger()
    {
        bool isHeard = false;
        _tool.Engine.Script = _ =>
        {
            _tool.Signals.Raise(SignalNumbers.User1);
            isHeard = true;
        };

        Assert.Equal(0, await _tool.RunAsync("attach", "-p", "4711", "--record", "60s", "--on", "signal"));
        Assert.True(isHeard);
    }

    // Once: the recording's trace is analyzed by the same engine.
    private void Record(Action<string> written) => _tool.Engine.Script = _ =>
    {
        _tool.Engine.Script = _ => { };
        written(Write());
    };

    private string Write() => _tool.Engine.Options!.Recording!.Sink.Write(new FlightRecording(stream =>
    {
        stream.Write([1, 2, 3]);
        return ["It goes back 60 s."];
    })
    {
        ProcessId = 4711,
        TargetName = "Orders",
        Cause = "stall>2s",
        At = new DateTimeOffset(2026, 3, 1, 10, 11, 12, TimeSpan.Zero),
        SkippedTriggers = 2,
    });
}
