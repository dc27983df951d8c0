using System.CommandLine;
using BlockWatch.Reports.Wording;

namespace BlockWatch.Tool.Options;

/// <summary>The scale of durations in text for people: <c>--scale</c>.</summary>
internal static class ScaleOption
{
    public static Option<TimeScale> Create() => new Option<TimeScale>("--scale")
    {
        Description = "human: durations are followed by what they would be if a read from the processor's first cache took 3 seconds.",
        HelpName = "SCALE",
        CustomParser = result =>
        {
            switch (result.Tokens[0].Value)
            {
                case "machine": return TimeScale.Machine;
                case "human": return TimeScale.Human;
                default:
                    result.AddError($"'{result.Tokens[0].Value}' is no scale: write human or machine");
                    return default;
            }
        },
    }.Suggest("human", "machine");
}
