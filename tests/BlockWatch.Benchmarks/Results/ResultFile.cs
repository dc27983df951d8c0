using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace BlockWatch.Benchmarks.Results;

/// <summary>The JSON result of a benchmark: what was measured, when, on what, by which command.</summary>
/// <remarks>Written anew after every row, so that a run that is broken off leaves what it has.</remarks>
internal sealed class ResultFile
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new RoundedNumbers() },
    };

    private readonly string? _path;
    private readonly string _benchmark;
    private readonly string _command;
    private readonly DateTimeOffset _measuredAt = DateTimeOffset.UtcNow;
    private readonly string _machine = Machine.Describe();

    /// <summary>Says on the console what begins.</summary>
    /// <param name="benchmark">The command's name.</param>
    /// <param name="options">Where to write, and what was typed.</param>
    public ResultFile(string benchmark, RunOptions options)
    {
        _path = options.JsonPath;
        _benchmark = benchmark;
        _command = options.CommandLine;
        Console.WriteLine($"{benchmark}: {_machine}");
        Console.WriteLine($"  {_command}");
    }

    /// <summary>Writes beside the file and renames.</summary>
    /// <param name="rows">All that was measured so far.</param>
    public void Write(object rows)
    {
        if (_path is null)
        {
            return;
        }

        string pending = _path + ".tmp";
        var document = new
        {
            Benchmark = _benchmark,
            Tool = Machine.Version,
            MeasuredAt = _measuredAt,
            Machine = _machine,
            LoadAverageAtEnd = Machine.LoadAverage(),
            Command = _command,
            Rows = rows,
        };
        File.WriteAllText(pending, JsonSerializer.Serialize(document, Json) + "\n");
        File.Move(pending, _path, overwrite: true);
    }
}
