using System.CommandLine;

namespace BlockWatch.Tool.Options;

/// <summary>What a shell may complete an option's value to.</summary>
internal static class Suggestions
{
    /// <summary>These words, as they are typed, instead of the names that the value has in our code.</summary>
    public static Option<T> Suggest<T>(this Option<T> option, params string[] words)
    {
        option.CompletionSources.Clear();
        option.CompletionSources.Add(words);
        return option;
    }
}
