using System.Collections;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace BlockWatch.Reports.Json;

/// <summary>How our types look in JSON: camelCase, enumerations as camelCase words, nothing but JSON's own escapes.</summary>
/// <remarks>
/// Reading is strict where the serializer is not: a null, or a number that is not finite, where the model has none is an
/// error, so that what reads a loaded report need not ask again.
/// </remarks>
internal static class JsonContract
{
    /// <summary>For reports: indented.</summary>
    public static JsonSerializerOptions Indented { get; } = Make(indented: true);

    /// <summary>For live lines: one line an object.</summary>
    public static JsonSerializerOptions OneLine { get; } = Make(indented: false);

    private static JsonSerializerOptions Make(bool indented)
    {
        JsonSerializerOptions options = new()
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            WriteIndented = indented,

            // The default also escapes < and >, which would make List<T> unreadable; it matters only inside HTML.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { RefuseWhatTheModelLacks } },
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        };
        options.MakeReadOnly();
        return options;
    }

    private static void RefuseWhatTheModelLacks(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object)
        {
            return;
        }

        NullabilityInfoContext annotations = new();
        foreach (JsonPropertyInfo property in type.Properties)
        {
            if (property.Set is not { } set || property.AttributeProvider is not PropertyInfo member)
            {
                continue;
            }

            bool mayBeNull = annotations.Create(member).WriteState == NullabilityState.Nullable;
            string name = property.Name;
            property.Set = (target, value) =>
            {
                Check(name, value, mayBeNull);
                set(target, value);
            };
        }
    }

    private static void Check(string name, object? value, bool mayBeNull)
    {
        if (value is null && !mayBeNull)
        {
            throw new JsonException($"'{name}' is null");
        }

        if (value is double number && !double.IsFinite(number))
        {
            throw new JsonException($"'{name}' is not a finite number");
        }

        if (value is not string && value is IEnumerable items && items.Cast<object?>().Contains(null))
        {
            throw new JsonException($"'{name}' holds a null");
        }
    }
}
