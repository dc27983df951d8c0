using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;

namespace BlockWatch.Tool.Completions;

/// <summary>Answers <c>[suggest:POSITION] "LINE"</c>: what the word at the position may become, one a line, sorted.</summary>
/// <remarks>
/// The library's own answer has faults that a shell shows: behind an option that may be given several times (<c>-o FILE</c>) no further option is
/// suggested, where a word is wanted all options are, in each of their spellings, and so are words that have the typed letters in their middle.
/// </remarks>
internal sealed class SuggestAction : SynchronousCommandLineAction
{
    private const string EndOfOptions = "--";

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        string line = parseResult.Tokens.LastOrDefault(token => token.Type != TokenType.Directive)?.Value ?? "";
        Command root = parseResult.RootCommandResult.Command;
        foreach (string suggestion in Suggestions(root, line))
        {
            parseResult.InvocationConfiguration.Output.WriteLine(suggestion);
        }

        return (int)ExitCode.Done;
    }

    private static IEnumerable<string> Suggestions(Command root, string line)
    {
        string[] words = line.Split(' ');
        string word = words[^1];
        ParseResult parse = root.Parse(line);
        if (words.AsSpan()[..^1].Contains(EndOfOptions))
        {
            // What comes there is not ours: the shell suggests files.
            return [];
        }

        // An option may come anywhere: what was said before it does not matter.
        bool isOption = word.StartsWith('-');
        IEnumerable<CompletionItem> items = isOption
            ? parse.CommandResult.Command.GetCompletions(CompletionContext.Empty)
            : parse.GetCompletions(line.Length);
        return items.Select(item => item.Label)
            .Where(label => label.StartsWith(word, StringComparison.Ordinal))
            .Where(label => isOption ? label.StartsWith(EndOfOptions, StringComparison.Ordinal) : label[0] is not ('-' or '/'))
            .Distinct()
            .Order(StringComparer.Ordinal);
    }
}
