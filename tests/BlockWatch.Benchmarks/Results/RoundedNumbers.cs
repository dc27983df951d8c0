using System.Text.Json;
using System.Text.Json.Serialization;

namespace BlockWatch.Benchmarks.Results;

/// <summary>Writes measured numbers with three decimals: more would only pretend.</summary>
internal sealed class RoundedNumbers : JsonConverter<double>
{
    public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDouble();

    public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
    {
        // A rate over nothing (no request came through) has no number.
        if (double.IsFinite(value))
        {
            writer.WriteNumberValue(Math.Round(value, 3));
        }
        else
        {
            writer.WriteNullValue();
        }
    }
}
