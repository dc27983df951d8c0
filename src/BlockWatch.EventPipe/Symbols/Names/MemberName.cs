using System.Text.RegularExpressions;

namespace BlockWatch.EventPipe.Symbols.Names;

/// <summary>The name of a member as C# spells it, from its metadata name.</summary>
/// <param name="Kind">Which syntax the name stands for.</param>
/// <param name="Text">The name: the property's for an accessor, <c>operator +</c> for an operator, with the interface in front when explicit.</param>
internal sealed partial record MemberName(MemberKind Kind, string Text)
{
    private static readonly Dictionary<string, string> Operators = new(StringComparer.Ordinal)
    {
        ["Addition"] = "+",
        ["Subtraction"] = "-",
        ["Multiply"] = "*",
        ["Division"] = "/",
        ["Modulus"] = "%",
        ["BitwiseAnd"] = "&",
        ["BitwiseOr"] = "|",
        ["ExclusiveOr"] = "^",
        ["LeftShift"] = "<<",
        ["RightShift"] = ">>",
        ["UnsignedRightShift"] = ">>>",
        ["Equality"] = "==",
        ["Inequality"] = "!=",
        ["LessThan"] = "<",
        ["GreaterThan"] = ">",
        ["LessThanOrEqual"] = "<=",
        ["GreaterThanOrEqual"] = ">=",
        ["UnaryNegation"] = "-",
        ["UnaryPlus"] = "+",
        ["LogicalNot"] = "!",
        ["OnesComplement"] = "~",
        ["Increment"] = "++",
        ["Decrement"] = "--",
        ["True"] = "true",
        ["False"] = "false",
    };

    /// <summary>Takes a metadata name apart. Names that the compiler made for lambdas and the like are not for this.</summary>
    public static MemberName Parse(string name)
    {
        var (owner, simple) = SplitExplicit(name);
        return simple switch
        {
            ".ctor" => new MemberName(MemberKind.Constructor, "constructor"),
            ".cctor" => new MemberName(MemberKind.StaticConstructor, "static constructor"),
            _ when After("get_", simple) is { } property => new MemberName(MemberKind.Getter, owner + property),
            _ when After("set_", simple) is { } property => new MemberName(MemberKind.Setter, owner + property),
            _ when After("add_", simple) is { } added => new MemberName(MemberKind.EventAdder, owner + added),
            _ when After("remove_", simple) is { } removed => new MemberName(MemberKind.EventRemover, owner + removed),
            "op_Implicit" => new MemberName(MemberKind.Conversion, owner + "implicit operator"),
            "op_Explicit" => new MemberName(MemberKind.Conversion, owner + "explicit operator"),
            "op_CheckedExplicit" => new MemberName(MemberKind.Conversion, owner + "explicit operator checked"),
            _ when Operator(simple) is { } spelled => new MemberName(MemberKind.Method, owner + spelled),
            _ => new MemberName(MemberKind.Method, owner + simple),
        };
    }

    /// <summary>The name alone, as it appears on the way to a lambda inside it: <c>Total</c>, <c>Total.set</c>, <c>operator +</c>.</summary>
    public static string Describe(string name)
    {
        var member = Parse(name);
        return member.Kind switch
        {
            MemberKind.Setter => member.Text + ".set",
            MemberKind.EventAdder => member.Text + ".add",
            MemberKind.EventRemover => member.Text + ".remove",
            _ => member.Text,
        };
    }

    private static string? After(string prefix, string name) =>
        name.Length > prefix.Length && name.StartsWith(prefix, StringComparison.Ordinal) ? name[prefix.Length..] : null;

    private static string? Operator(string name)
    {
        if (After("op_", name) is not { } word)
        {
            return null;
        }

        var suffix = "";
        if (word.EndsWith("Assignment", StringComparison.Ordinal))
        {
            // Compound assignment: op_AdditionAssignment is "+=", op_IncrementAssignment is "++" on the instance.
            word = word[..^"Assignment".Length];
            suffix = word is "Increment" or "Decrement" or "CheckedIncrement" or "CheckedDecrement" ? "" : "=";
        }

        var isChecked = !Operators.ContainsKey(word) && word.StartsWith("Checked", StringComparison.Ordinal);
        return Operators.TryGetValue(isChecked ? word["Checked".Length..] : word, out var sign)
            ? $"operator {(isChecked ? "checked " : "")}{sign}{suffix}"
            : null;
    }

    // "System.Collections.Generic.IEnumerator<System.Int32>.get_Current" → ("IEnumerator<int>.", "get_Current").
    private static (string Owner, string Simple) SplitExplicit(string name)
    {
        var depth = 0;
        for (var i = name.Length - 1; i > 0; i--)
        {
            switch (name[i])
            {
                case '>':
                    depth++;
                    break;
                case '<':
                    depth--;
                    break;
                case '.' when depth == 0 && i < name.Length - 1:
                    // The constructors' names begin with a dot themselves.
                    return name[i - 1] == '.' ? (Simplify(name[..(i - 1)]) + ".", name[i..]) : (Simplify(name[..i]) + ".", name[(i + 1)..]);
            }
        }

        return ("", name);
    }

    private static string Simplify(string interfaceName) => QualifiedName().Replace(interfaceName, match =>
        CSharpKeywords.For(match.Value) ?? match.Value[(match.Value.LastIndexOf('.') + 1)..]);

    [GeneratedRegex(@"[\w@]+(?:\.[\w@]+)*", RegexOptions.CultureInvariant)]
    private static partial Regex QualifiedName();
}
