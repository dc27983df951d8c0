using System.Globalization;
using System.Text;
using BlockWatch.Fuzz.Results;

namespace BlockWatch.Fuzz.Execution;

/// <summary>What a worker and its parent say to each other: a line when an input begins, and one when it is over.</summary>
/// <param name="Number">The input's.</param>
/// <param name="Result">Null when it begins.</param>
internal sealed record WorkerLine(long Number, InputResult? Result)
{
    public static string Begin(long number) => string.Create(CultureInfo.InvariantCulture, $"> {number}");

    public static string End(long number, InputResult result) => string.Create(
        CultureInfo.InvariantCulture,
        $"= {number} {(long)result.Time.TotalMicroseconds} {result.PeakBytes} {Packed(result.Outcome)} {(result.Fault is null ? "-" : Packed(result.Fault))}");

    /// <exception cref="FormatException">It is no such line.</exception>
    public static WorkerLine Read(string line)
    {
        string[] words = line.Split(' ');
        return words switch
        {
            [">", var number] => new WorkerLine(long.Parse(number, CultureInfo.InvariantCulture), null),
            ["=", var number, var time, var peak, var outcome, var fault] => new WorkerLine(
                long.Parse(number, CultureInfo.InvariantCulture),
                new InputResult(
                    Unpacked(outcome), fault == "-" ? null : Unpacked(fault), TimeSpan.FromMicroseconds(long.Parse(time, CultureInfo.InvariantCulture)), long.Parse(peak, CultureInfo.InvariantCulture))),
            _ => throw new FormatException($"A worker wrote '{line}'."),
        };
    }

    private static string Packed(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static string Unpacked(string text) => Encoding.UTF8.GetString(Convert.FromBase64String(text));
}
