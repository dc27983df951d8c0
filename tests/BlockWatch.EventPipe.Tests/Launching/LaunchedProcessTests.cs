using System.Diagnostics;
using BlockWatch.EventPipe.Launching;
using BlockWatch.EventPipe.Watching;

namespace BlockWatch.EventPipe.Tests.Launching;

public sealed class LaunchedProcessTests
{
    [Theory]
    [InlineData(true, "dotnet", "/app/Shop.dll")]
    [InlineData(true, "dotnet", "Shop.dll", "--port", "80")]
    [InlineData(true, "/usr/bin/dotnet", "exec", "/app/Shop.dll")]
    [InlineData(true, "dotnet", "exec", "--depsfile", "/app/Shop.deps.json", "/app/Shop.dll")]
    [InlineData(true, "dotnet", "--roll-forward", "Major", "/app/Shop.dll")]
    [InlineData(true, "dotnet", "--fx-version", "8.0.1", "/app/Shop.dll", "run")]
    [InlineData(true, "/app/Shop")]
    [InlineData(true, "/app/Shop", "run")]
    [InlineData(true, "/home/me/.dotnet/tools/dotnet-counters", "ps")]
    [InlineData(true, "dotnet", "/home/me/sdk/Shop.dll")] // a folder of that name is not the SDK
    [InlineData(false, "dotnet", "run")]
    [InlineData(false, "dotnet", "run", "--project", "Shop.csproj", "Shop.dll")]
    [InlineData(false, "dotnet", "test", "Shop.Tests.dll")]
    [InlineData(false, "dotnet", "--info")]
    [InlineData(false, "dotnet", "/usr/share/dotnet/sdk/10.0.401/MSBuild.dll", "/nodemode:1")]
    [InlineData(false, "/usr/share/dotnet/dotnet", "exec", "/usr/share/dotnet/sdk/10.0.401/Roslyn/bincore/VBCSCompiler.dll")]
    [InlineData(false, "dotnet", "exec", "--runtimeconfig", "x.json", "/usr/lib/dotnet/sdk/8.0.100/vstest.console.dll")]
    public void An_application_is_told_from_the_sdk_that_starts_it(bool application, params string[] commandLine) =>
        Assert.Equal(application, LaunchedProcess.IsApplication(commandLine));

    [Fact]
    public void A_process_that_tells_nothing_of_itself_is_taken_for_the_application()
    {
        Assert.True(LaunchedProcess.IsApplication(null));
        Assert.True(LaunchedProcess.IsApplication([]));
    }

    [Theory]
    [InlineData(true, "dotnet", "/app/Shop.dll")]
    [InlineData(false, "dotnet")]
    [InlineData(false, "dotnet", "run")]
    [InlineData(false, "dotnet", "test", "Shop.Tests.dll")]
    [InlineData(false, "/bin/sh", "start.sh")]
    [InlineData(false, "no-such-command")]
    public void A_command_that_is_the_application_is_told_from_one_that_starts_it(bool isItself, params string[] commandLine) =>
        Assert.Equal(isItself, LaunchedProcess.IsItselfApplication(new LaunchOptions(commandLine[0], commandLine[1..])));

    [Fact]
    public void A_program_beside_its_assembly_is_the_application_also_through_a_link()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("bw-test-");
        try
        {
            string program = Path.Combine(folder.FullName, "Shop.Web");
            string link = Path.Combine(folder.FullName, "shop");
            File.WriteAllText(program, "");
            File.CreateSymbolicLink(link, program);
            Assert.False(LaunchedProcess.IsItselfApplication(new LaunchOptions(program, [])));

            File.WriteAllText(program + ".dll", "");
            Assert.True(LaunchedProcess.IsItselfApplication(new LaunchOptions(program, [])));
            Assert.True(LaunchedProcess.IsItselfApplication(new LaunchOptions(link, [])));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [LinuxFact]
    public async Task The_command_gets_its_arguments_and_variables_as_they_are()
    {
        var launch = new LaunchOptions("/bin/sh", ["-c", "printf '%s|' \"$@\" \"$GREETING\" \"$DOTNET_DiagnosticPorts\"", "sh", "two words", "\"quoted\"", "", "*"])
        {
            Environment = new Dictionary<string, string> { ["GREETING"] = "good day" },
            InheritOutput = false,
        };
        using Process process = LaunchedProcess.Start(launch, "/tmp/port,connect,suspend");
        string output = await process.StandardOutput.ReadToEndAsync().WithinLimit();
        await process.WaitForExitAsync().WithinLimit();
        Assert.Equal("two words|\"quoted\"||*|good day|/tmp/port,connect,suspend|", output);
    }

    [Fact]
    public void A_command_that_is_not_there_is_said_so()
    {
        WatchException refusal = Assert.Throws<WatchException>(() => LaunchedProcess.Start(new LaunchOptions("no-such-command", []), "x"));
        Assert.Equal("'no-such-command' was not found: give a path, or a command that is on PATH", refusal.Message);
    }

    [LinuxFact]
    public void A_file_that_is_no_program_is_said_so()
    {
        string file = Path.GetTempFileName();
        try
        {
            WatchException refusal = Assert.Throws<WatchException>(() => LaunchedProcess.Start(new LaunchOptions(file, []), "x"));
            Assert.StartsWith($"'{file}' could not be started (", refusal.Message, StringComparison.Ordinal);
            Assert.EndsWith("): is it a program, and may you run it?", refusal.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
