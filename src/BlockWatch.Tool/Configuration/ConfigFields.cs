using System.Text.Json;
using BlockWatch.Tool.Failures;

namespace BlockWatch.Tool.Configuration;

/// <summary>The properties of one object of the configuration: takes those that are known, refuses all others.</summary>
internal sealed class ConfigFields
{
    private readonly ConfigText _text;
    private readonly ConfigNode _node;

    /// <param name="text">Where the object is from.</param>
    /// <param name="node">The object.</param>
    /// <param name="what">What the object is, for messages: <c>a suppression</c>.</param>
    /// <param name="known">The names of all properties that it may have.</param>
    /// <exception cref="UserFacingException">It is no object, or has another property.</exception>
    public ConfigFields(ConfigText text, ConfigNode node, string what, params string[] known)
    {
        _text = text;
        _node = node;
        if (node.Kind != JsonValueKind.Object)
        {
            throw Problem(node, $"{what} is an object: write {{ … }}");
        }

        if (node.Properties.FirstOrDefault(property => !known.Contains(property.Name)) is { } unknown)
        {
            throw text.Problem(unknown.Offset, $"{ConfigText.Quote(unknown.Name)} is no property of {what}: use {string.Join(", ", known)}");
        }
    }

    public UserFacingException Problem(ConfigNode node, string what) => _text.Problem(node.Offset, what);

    /// <summary>A failure of the object as a whole.</summary>
    public UserFacingException Problem(string what) => _text.Problem(_node.Offset, what);

    /// <summary>The property's value; null when it is not there.</summary>
    public ConfigNode? Node(string name) => _node.Properties.FirstOrDefault(property => property.Name == name)?.Value;

    /// <summary>A text that is not blank; null when the property is not there.</summary>
    public string? Text(string name) => Node(name) is { } node ? Text(name, node) : null;

    /// <summary>Texts that are not blank; none when the property is not there.</summary>
    public IReadOnlyList<string> Texts(string name) => [.. Items(name).Select(item => Text(name, item))];

    /// <summary>The items of a list; none when the property is not there.</summary>
    public IReadOnlyList<ConfigNode> Items(string name)
    {
        if (Node(name) is not { } node)
        {
            return [];
        }

        return node.Kind == JsonValueKind.Array ? node.Items : throw Problem(node, $"'{name}' is a list: write [ … ]");
    }

    private string Text(string name, ConfigNode node)
    {
        if (node.Kind != JsonValueKind.String)
        {
            throw Problem(node, $"'{name}' needs text here: write it in quotation marks");
        }

        return string.IsNullOrWhiteSpace(node.Text) ? throw Problem(node, $"'{name}' is blank here: say something or remove it") : node.Text;
    }
}
