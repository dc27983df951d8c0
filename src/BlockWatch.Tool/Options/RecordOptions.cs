using System.CommandLine;
using System.CommandLine.Parsing;
using BlockWatch.EventPipe.Recording;

namespace BlockWatch.Tool.Options;

/// <summary>The flight recorder's: <c>--record</c> and <c>--on</c>.</summary>
internal sealed class RecordOptions
{
    private readonly Option<TimeSpan> _length = new("--record")
    {
        Description = "Keep the newest of all that is seen in memory, from 5s to 10m of it, and write it as a .nettrace with its report: when --on says so, and at the end.",
        HelpName = "TIME",
        CustomParser = ParseLength,
    };

    private readonly Option<RecordingTrigger[]> _triggers = new("--on")
    {
        Description = "With --record: what to write on: 'stall>2s', starvation, 'queue>1000' (work items) or signal (SIGUSR1 to blockwatch); repeatable. "
            + "At least ten times the recorded time are between two.",
        HelpName = "TRIGGER",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
        CustomParser = ParseTriggers,
    };

    public void AddTo(Command command)
    {
        command.Add(_length);
        command.Add(_triggers);
        command.Validators.Add(result =>
        {
            if (result.GetResult(_triggers) is not null && result.GetResult(_length) is null)
            {
                result.AddError("--on says when to write what --record keeps: write for example --record 60s with it");
            }
        });
    }

    /// <summary>Null when nothing is to be recorded.</summary>
    public RecordingSettings? Read(ParseResult parse) =>
        parse.GetResult(_length) is null ? null : new RecordingSettings(parse.GetValue(_length), parse.GetValue(_triggers) ?? []);

    private static TimeSpan ParseLength(ArgumentResult result)
    {
        if (!DurationText.TryParseRecorded(result.Tokens[0].Value, out TimeSpan value, out string problem))
        {
            result.AddError(problem);
        }

        return value;
    }

    private static RecordingTrigger[] ParseTriggers(ArgumentResult result)
    {
        List<RecordingTrigger> triggers = [];
        foreach (Token token in result.Tokens)
        {
            if (TriggerText.TryParse(token.Value, isUnix: !OperatingSystem.IsWindows(), out RecordingTrigger trigger, out string problem))
            {
                triggers.Add(trigger);
            }
            else
            {
                result.AddError(problem);
            }
        }

        return [.. triggers];
    }
}
