using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using SampleTargets.Load;

namespace SampleTargets.Running;

/// <summary>Reads the command line.</summary>
/// <remarks>By hand, because a sample target depends on no more than its fault needs: what it loads is part of what it shows.</remarks>
internal static class SampleOptionsParser
{
    public const string Usage =
        "Usage: SampleTargets SCENARIO [--truth FILE] [--seconds N] [--port P] [--rate R] [--background R] [--load faults|healthy|none]"
        + " [--until-stdin-closes] [--exit-code N]\n       SampleTargets --list | --describe";

    private const double LongestRunSeconds = 86_400;

    public static bool TryParse(string[] args, [NotNullWhen(true)] out SampleOptions options, out string problem)
    {
        options = new SampleOptions { Scenario = "" };
        problem = "";
        if (args.Length == 0 || args[0].StartsWith('-'))
        {
            problem = "The first argument is the scenario.";
            return false;
        }

        options = options with { Scenario = args[0] };
        for (int i = 1; i < args.Length; i++)
        {
            if (args[i] == "--until-stdin-closes")
            {
                options = options with { UntilStdinCloses = true };
                continue;
            }

            string value = i + 1 < args.Length ? args[i + 1] : "";
            if (With(options, args[i], value) is not { } next)
            {
                problem = $"Cannot use '{args[i]} {value}'.";
                return false;
            }

            options = next;
            i++;
        }

        return true;
    }

    /// <summary>The options with that one set; null when there is no such option or the value does not fit it.</summary>
    private static SampleOptions? With(SampleOptions options, string name, string value) => name switch
    {
        "--truth" when value.Length > 0 => options with { TruthFile = value },
        "--seconds" when Number(value) is > 0 and <= LongestRunSeconds and var seconds => options with { Duration = TimeSpan.FromSeconds(seconds) },
        "--port" when Whole(value) is >= 0 and <= 65_535 and var port => options with { Port = port },
        "--rate" when Number(value) is > 0 and <= 10_000 and var rate => options with { Rate = rate },
        "--background" when Number(value) is >= 0 and <= 10_000 and var background => options with { BackgroundRate = background },
        "--load" when Enum.TryParse(value, ignoreCase: true, out LoadKind load) && Enum.IsDefined(load) => options with { Load = load },
        "--exit-code" when Whole(value) is >= 0 and <= 255 and var code => options with { ExitCode = code },
        _ => null,
    };

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : null;

    private static int? Whole(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
}
