namespace BlockWatch.TestKit.Processes;

/// <summary>Reads one output of a program to its end and keeps the lines. Safe to ask while it reads.</summary>
internal sealed class OutputCapture
{
    private readonly object _gate = new();
    private readonly List<OutputLine> _lines = [];

    public IReadOnlyList<OutputLine> Lines
    {
        get
        {
            lock (_gate)
            {
                return [.. _lines];
            }
        }
    }

    public string Text => string.Concat(Lines.Select(line => line.Text + "\n"));

    public async Task ReadAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync().ConfigureAwait(false) is { } text)
        {
            OutputLine line = new(text, DateTimeOffset.UtcNow);
            lock (_gate)
            {
                _lines.Add(line);
            }
        }
    }
}
