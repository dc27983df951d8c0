using System.CommandLine;
using System.CommandLine.Parsing;
using BlockWatch.EventPipe.Targets;

namespace BlockWatch.Tool.Options;

/// <summary><c>--diagnostic-port PATH[,listen|connect]</c>, as the other tools on .NET's diagnostics have it.</summary>
internal static class DiagnosticPortOption
{
    private const string Listen = "listen";
    private const string Connect = "connect";

    public static Option<DiagnosticPort?> Create() => new("--diagnostic-port")
    {
        Description = "Listen on this socket, and watch every process that is started with DOTNET_DiagnosticPorts=PATH, until Ctrl+C or --duration. "
            + "PATH,connect: watch the process whose diagnostic socket this is. PATH,listen is the same as PATH.",
        HelpName = "PATH",
        CustomParser = Parse,
    };

    private static DiagnosticPort? Parse(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        int comma = text.LastIndexOf(',');
        string path = comma < 0 ? text : text[..comma];
        string role = comma < 0 ? Listen : text[(comma + 1)..];
        if (path.Length == 0)
        {
            result.AddError("the port has no path: write for example --diagnostic-port /run/blockwatch.sock");
        }
        else if (role is not (Listen or Connect))
        {
            result.AddError($"'{role}' is nothing that can be done with a port: write {path},{Listen} or {path},{Connect}");
        }

        return new DiagnosticPort(path, role == Listen);
    }
}
