using System.Text.Json;
using System.Text.Json.Serialization;

namespace BlockWatch.Accuracy.Scenarios;

/// <summary>A scenario as <c>SampleTargets --describe</c> tells it.</summary>
/// <param name="Name">What the command line calls it.</param>
/// <param name="Kind">What blockwatch owes it.</param>
/// <param name="Rules">The rules that are to find something in it.</param>
/// <param name="HasTwin">Whether <c>--load healthy</c> does the same work without the fault.</param>
/// <param name="OnlyFromStart">The fault is over before anything could attach.</param>
/// <param name="OnlyLive">What tells the cause is in no trace.</param>
/// <param name="Detail">What the tool has to be told as <c>--detail</c>, so that it can see all of it.</param>
internal sealed record DescribedScenario(
    string Name, ScenarioKind Kind, IReadOnlyList<string> Rules, bool HasTwin, bool OnlyFromStart, bool OnlyLive, string Detail = DescribedScenario.WithoutDetail)
{
    /// <summary>Tasks are not followed.</summary>
    public const string WithoutDetail = "off";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    /// <summary>Asks the published targets.</summary>
    /// <exception cref="InvalidOperationException">They failed; the message has their output.</exception>
    public static async Task<IReadOnlyList<DescribedScenario>> ReadAllAsync(string executable)
    {
        ProcessCommand command = new(executable, "--describe")
        {
            Environment = new Dictionary<string, string?> { ["DOTNET_ROOT"] = DotnetCommand.Root },
        };
        ProcessResult result = await ProcessRun.RunAsync(command, TestTimeouts.Command);
        return Parse(result.EnsureSuccess().Output);
    }

    /// <summary>One scenario a line.</summary>
    public static IReadOnlyList<DescribedScenario> Parse(string lines) =>
        [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<DescribedScenario>(line, Json)!)];
}
