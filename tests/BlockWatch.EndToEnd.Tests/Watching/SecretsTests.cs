using System.Text;
using System.Text.RegularExpressions;

namespace BlockWatch.EndToEnd.Tests.Watching;

/// <summary>A target with secrets wherever it can have some, and what the tool writes about it: every format, live lines, the raw trace.</summary>
[Collection(EndToEndCollection.Name)]
public sealed partial class SecretsTests : IDisposable
{
    private const string InException = "recipient is unknown";

    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(6);

    private readonly ToolFixture _fixture;
    private readonly TemporaryFolder _folder = new();

    public SecretsTests(ToolFixture fixture) => _fixture = fixture;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Nothing_that_is_written_has_a_secret_of_the_target_unless_asked_for()
    {
        string[] endings = await EndingsAsync();
        await using ProcessRun target = Start(out string started);
        OutputLine ready = await target.WaitForOutputLineAsync(line => line.StartsWith("READY ", StringComparison.Ordinal), TestTimeouts.TargetReady);
        using HttpClient client = new() { BaseAddress = new Uri(ready.Text.Split("url=")[1]) };
        string[] outputs = [.. endings.Select(ending => _folder.Combine("r" + ending))];
        Task<ProcessResult> watching = ProcessRun.RunAsync(
            _fixture.Tool.Command(["attach", "-p", Text.Number(target.ProcessId), "--duration", Text.Seconds(Watched), "--detail", "full", "--json-lines", .. outputs.SelectMany(path => new[] { "-o", path })]),
            Watched + TestTimeouts.WatchOverhead);
        while (!watching.IsCompleted)
        {
            // Each order takes a thread of the pool for 200 ms after its answer.
            await client.GetStringAsync(new Uri("order?token=sec-query", UriKind.Relative));
            await Task.Delay(TimeSpan.FromMilliseconds(400));
        }

        ProcessResult watch = (await watching).EnsureSuccess();
        ReportDocument report = ReportDocument.Read(_folder.Combine("r.json"));

        // What could have told them was there.
        Assert.Contains("sec-argument", started, StringComparison.Ordinal);
        Assert.NotEmpty(report.OfRules("BW0011"));
        Assert.True(Holds(await File.ReadAllBytesAsync(_folder.Combine("r.nettrace")), Encoding.Unicode, "GET /order"), "the requests' endpoints came");

        string[] everywhere = ["sec-argument", "sec-environment", "sec-query", InException];
        string[] withPaths = [.. everywhere, "sec-folder"];
        string[] told = [watch.Output, watch.Error];
        Assert.All(told, text => Assert.DoesNotContain(withPaths, secret => text.Contains(secret, StringComparison.OrdinalIgnoreCase)));
        foreach (string path in outputs)
        {
            // A trace has the paths of assemblies: it could not be read elsewhere without.
            string[] secrets = path.EndsWith(".nettrace", StringComparison.Ordinal) ? everywhere : withPaths;
            byte[] bytes = await File.ReadAllBytesAsync(path);
            Assert.NotEmpty(bytes);
            Assert.DoesNotContain(secrets, secret => Holds(bytes, Encoding.UTF8, secret) || Holds(bytes, Encoding.Unicode, secret));
        }
    }

    // In a folder of a secret name, with a secret argument, and one in its environment.
    private ProcessRun Start(out string commandLine)
    {
        string folder = _folder.Combine("sec-folder");
        Directory.CreateDirectory(folder);
        foreach (string file in Directory.EnumerateFiles(PublishedTargets.Folder(10)))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        ProcessCommand command = new(
            Path.Combine(folder, Path.GetFileName(PublishedTargets.Executable(10))),
            ["fire-and-forget", "--seconds", "120", "--until-stdin-closes", "--load", "none", "--truth", _folder.Combine("sec-argument.jsonl")])
        {
            Environment = new Dictionary<string, string?> { ["DOTNET_ROOT"] = DotnetCommand.Root, ["PASSWORD"] = "sec-environment" },
            KeepsInputOpen = true,
        };
        commandLine = command.ToString();
        return ProcessRun.Start(command);
    }

    // What the tool itself says that it can write: a new format is in the test as soon as it is there.
    private async Task<string[]> EndingsAsync()
    {
        ProcessResult help = (await _fixture.Tool.RunAsync("attach", "--help")).EnsureSuccess();
        string[] endings = [.. Ending().Matches(FormatList().Match(help.Output).Groups["list"].Value).Select(match => match.Value)];
        Assert.Contains(".json", endings);
        Assert.Contains(".nettrace", endings);
        Assert.True(endings.Length >= 12, string.Join(' ', endings));
        return endings;
    }

    private static bool Holds(byte[] bytes, Encoding encoding, string text) => bytes.AsSpan().IndexOf(encoding.GetBytes(text)) >= 0;

    [GeneratedRegex(@"extension\s+tells\s+the\s+format:(?<list>.*?)\(the\s+raw", RegexOptions.ExplicitCapture | RegexOptions.Singleline)]
    private static partial Regex FormatList();

    [GeneratedRegex(@"\.[a-z][a-z.]*(?=[,\s])")]
    private static partial Regex Ending();
}
