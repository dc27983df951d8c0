namespace BlockWatch.EndToEnd.Tests.Commands;

/// <summary>The completion of bash, in bash, with nothing but the installed command.</summary>
[Collection(EndToEndCollection.Name)]
public sealed class CompletionsTests
{
    private readonly ToolFixture _fixture;

    public CompletionsTests(ToolFixture fixture)
    {
        _fixture = fixture;
    }

    [Fact]
    public async Task Bash_completes_commands_options_and_values()
    {
        const string Script = """
            PATH="$(dirname "$0"):$PATH"
            eval "$(blockwatch completions bash)"
            complete -p blockwatch
            for words in 'blockwatch att' 'blockwatch attach --with-c' 'blockwatch attach --otlp-protocol ' 'blockwatch demo --li'; do
                IFS=' ' read -ra COMP_WORDS <<<"$words"
                [[ $words == *' ' ]] && COMP_WORDS+=('')
                COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
                _blockwatch_complete
                echo "$words: ${COMPREPLY[*]}"
            done
            """;
        ProcessCommand tool = _fixture.Tool.Command();
        ProcessResult bash = await ProcessRun.RunAsync(new ProcessCommand("bash", ["-c", Script, tool.FileName]) { Environment = tool.Environment }, TestTimeouts.Command);

        Assert.True(bash.ExitCode == 0, bash.ToString());
        Assert.Equal(
            """
            complete -o default -F _blockwatch_complete blockwatch
            blockwatch att: attach
            blockwatch attach --with-c: --with-command-line
            blockwatch attach --otlp-protocol : grpc http/protobuf
            blockwatch demo --li: --list

            """,
            bash.Output);
    }
}
