namespace BlockWatch.EndToEnd.Tests.Screen;

/// <summary>A terminal of a tmux server of its own, in which a script runs. Ends with all that runs in it.</summary>
internal sealed class TmuxTerminal : IAsyncDisposable
{
    private readonly string _server;

    private TmuxTerminal(string server) => _server = server;

    /// <summary>Null where tmux is not installed.</summary>
    public static string? Executable { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, "tmux"))
        .FirstOrDefault(File.Exists);

    public static async Task<TmuxTerminal> StartAsync(string script, int width, int height)
    {
        TmuxTerminal terminal = new("blockwatch-" + Path.GetRandomFileName());

        // No configuration of the user's, and UTF-8 whatever the locale is.
        await terminal.RunAsync("-f", "/dev/null", "-u", "new-session", "-d", "-x", Text.Number(width), "-y", Text.Number(height), "sh", script);
        return terminal;
    }

    /// <summary>Types text as it is.</summary>
    public Task TypeAsync(string text) => RunAsync("send-keys", "-l", text);

    /// <summary>Presses a key by tmux's name for it.</summary>
    public Task PressAsync(string key) => RunAsync("send-keys", key);

    public Task ResizeAsync(int width, int height) => RunAsync("resize-window", "-x", Text.Number(width), "-y", Text.Number(height));

    /// <summary>What is on it now.</summary>
    public Task<string> CaptureAsync() => RunAsync("capture-pane", "-p");

    /// <summary><c>1</c> or <c>0</c>: whether a program's own screen is shown; then whether the cursor is.</summary>
    public async Task<string> ModesAsync() => (await RunAsync("display-message", "-p", "#{alternate_on} #{cursor_flag}")).Trim();

    /// <summary>Waits for what is on the screen.</summary>
    /// <exception cref="TimeoutException">It never was; the message has the last screen.</exception>
    public async Task<string> WaitAsync(Func<string, bool> isThere, string what)
    {
        string last = "";
        long start = Environment.TickCount64;
        while (!isThere(last = await CaptureAsync()))
        {
            if (Environment.TickCount64 - start > TestTimeouts.WatchStart.TotalMilliseconds)
            {
                throw new TimeoutException($"Never on the screen: {what}. It shows:\n{last}");
            }

            await Task.Delay(TestTimeouts.Poll);
        }

        return last;
    }

    public Task<string> WaitAsync(string text) => WaitAsync(screen => screen.Contains(text, StringComparison.Ordinal), text);

    public async ValueTask DisposeAsync() => await RunAsync("kill-server");

    private async Task<string> RunAsync(params string[] arguments)
    {
        ProcessCommand command = new(Executable!, ["-L", _server, .. arguments])
        {
            // It would believe that it runs in a tmux of the user's.
            Environment = new Dictionary<string, string?> { ["TMUX"] = null, ["TERM"] = "xterm-256color" },
        };
        return (await ProcessRun.RunAsync(command, TestTimeouts.Command)).EnsureSuccess().Output;
    }
}
