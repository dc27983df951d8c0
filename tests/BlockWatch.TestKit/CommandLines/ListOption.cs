using System.CommandLine;
using System.Globalization;
using BlockWatch.TestKit.Targets;

namespace BlockWatch.TestKit.CommandLines;

/// <summary>Options whose value is a list, separated by commas, of the programs that measure and try blockwatch.</summary>
public static class ListOption
{
    /// <summary>One that takes anything.</summary>
    /// <param name="name">Of the option.</param>
    /// <param name="description">What one element is.</param>
    /// <param name="usual">When it is not given; empty for all that there is.</param>
    public static Option<string[]> Create(string name, string description, IReadOnlyList<string> usual) => new(name)
    {
        Description = $"{description} Separated by commas{(usual.Count > 0 ? "" : "; all unless told otherwise")}.",
        DefaultValueFactory = _ => [.. usual],
        CustomParser = result => [.. result.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))],
    };

    /// <summary>One that refuses some elements.</summary>
    /// <param name="name">Of the option.</param>
    /// <param name="description">What one element is.</param>
    /// <param name="usual">When it is not given; empty for all that there is.</param>
    /// <param name="isGood">False for an element that is refused.</param>
    public static Option<string[]> Create(string name, string description, IReadOnlyList<string> usual, Func<string, bool> isGood) =>
        Refusing(Create(name, description, usual), isGood, bad => $"{name} does not take '{bad}'.");

    /// <summary>One that takes what is known.</summary>
    /// <param name="name">Of the option.</param>
    /// <param name="description">What one element is.</param>
    /// <param name="usual">When it is not given; empty for all that there is.</param>
    /// <param name="known">All of it.</param>
    public static Option<string[]> Create(string name, string description, IReadOnlyList<string> usual, IReadOnlyList<string> known) =>
        Refusing(Create(name, description, usual), known.Contains, bad => $"{name} takes {string.Join(", ", known)}, not '{bad}'.");

    /// <summary>The runtimes of sample targets.</summary>
    public static Option<string[]> Runtimes() => Create(
        "--runtimes",
        "Of 8, 9, 10 and 11 (compiled with runtime async).",
        ["8", "9", "10"],
        [.. PublishedTargets.Runtimes.Append(PublishedTargets.NextRuntime).Select(static runtime => runtime.ToString(CultureInfo.InvariantCulture))]);

    /// <summary>True for a number between these two.</summary>
    public static bool IsNumber(string text, int least, int greatest) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least && number <= greatest;

    /// <summary>The elements, which <see cref="IsNumber"/> has found good.</summary>
    public static IReadOnlyList<int> Numbers(IEnumerable<string> texts) => [.. texts.Select(static text => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture))];

    private static Option<string[]> Refusing(Option<string[]> option, Func<string, bool> isGood, Func<string, string> message)
    {
        option.Validators.Add(result =>
        {
            foreach (string bad in (result.GetValueOrDefault<string[]>() ?? []).Where(text => !isGood(text)))
            {
                result.AddError(message(bad));
            }
        });
        return option;
    }
}
