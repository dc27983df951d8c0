using System.CommandLine;
using System.CommandLine.Invocation;

namespace BlockWatch.Tool.Commands;

/// <summary>Prints our own version, whichever program hosts us.</summary>
internal sealed class VersionLine : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        parseResult.InvocationConfiguration.Output.WriteLine(ToolVersion.Current);
        return (int)ExitCode.Done;
    }
}
