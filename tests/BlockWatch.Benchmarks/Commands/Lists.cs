using System.CommandLine;
using System.Globalization;

namespace BlockWatch.Benchmarks.Commands;

/// <summary>Options whose value is a list, separated by commas.</summary>
internal static class Lists
{
    /// <param name="name">Of the option.</param>
    /// <param name="description">What one element is.</param>
    /// <param name="usual">When the option is not given.</param>
    /// <param name="isGood">False for an element that is refused; null when all are good.</param>
    public static Option<string[]> Create(string name, string description, string[] usual, Func<string, bool>? isGood = null)
    {
        Option<string[]> option = new(name)
        {
            Description = $"{description} Separated by commas; {string.Join(',', usual)} unless told otherwise.",
            CustomParser = result => [.. result.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))],
            DefaultValueFactory = _ => usual,
        };
        option.Validators.Add(result =>
        {
            foreach (string bad in (result.GetValueOrDefault<string[]>() ?? []).Where(text => isGood is not null && !isGood(text)))
            {
                result.AddError($"{name} does not take '{bad}'.");
            }
        });
        return option;
    }

    public static bool IsNumber(string text, int least, int greatest) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least && number <= greatest;

    /// <summary>The elements, which <see cref="IsNumber"/> has found good.</summary>
    public static IReadOnlyList<int> Numbers(IEnumerable<string> texts) => [.. texts.Select(text => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture))];
}
