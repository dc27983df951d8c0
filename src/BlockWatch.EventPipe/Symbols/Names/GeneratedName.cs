using System.Buffers;

namespace BlockWatch.EventPipe.Symbols.Names;

/// <summary>A name that the C# compiler made, taken apart.</summary>
/// <param name="Kind">What it was made for.</param>
/// <param name="Inner">The name between the angle brackets, which may be a made one again; empty when there is none.</param>
/// <param name="Written">The name after the brackets that a developer wrote (local function, file type); otherwise empty.</param>
internal sealed record GeneratedName(GeneratedNameKind Kind, string Inner, string Written = "")
{
    private const string VisualBasicStateMachine = "VB$StateMachine_";

    // A made name holds one made name at most a few levels down; hostile input must not recurse for ever.
    private const int MaxDepth = 8;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789ABCDEF");

    /// <summary>The parts, or null when a developer wrote the name as it is.</summary>
    public static GeneratedName? Parse(string name)
    {
        if (name.StartsWith(VisualBasicStateMachine, StringComparison.Ordinal))
        {
            var separator = name.IndexOf('_', VisualBasicStateMachine.Length);
            return separator < 0 ? null : new GeneratedName(GeneratedNameKind.StateMachine, name[(separator + 1)..]);
        }

        if (!name.StartsWith('<'))
        {
            return null;
        }

        var end = EndOfAngles(name, 0);
        var suffix = name[end..];
        var inner = name[end - 1] == '>' ? name[1..(end - 1)] : "";
        return inner.Length == 0 ? WithoutInner(suffix) : WithInner(inner, suffix);
    }

    /// <summary>The path of written names that leads to the member: <c>CheckoutAsync.lambda</c>, <c>Main.Work</c>.</summary>
    public static string Describe(string name) => Describe(name, 0);

    /// <summary>The index after the '&gt;' that closes the '&lt;' at <paramref name="open"/>; the text's length when nothing closes it.</summary>
    public static int EndOfAngles(string text, int open)
    {
        var depth = 0;
        for (var i = open; i < text.Length; i++)
        {
            if (text[i] == '<')
            {
                depth++;
            }
            else if (text[i] == '>' && --depth == 0)
            {
                return i + 1;
            }
        }

        return text.Length;
    }

    private static GeneratedName WithoutInner(string suffix)
    {
        var kind = suffix switch
        {
            _ when suffix.StartsWith("f__AnonymousType", StringComparison.Ordinal) => GeneratedNameKind.AnonymousType,
            _ when suffix.StartsWith("m__Finally", StringComparison.Ordinal) => GeneratedNameKind.Finally,
            "c" => GeneratedNameKind.Closure,
            _ when suffix.StartsWith("c__", StringComparison.Ordinal) => GeneratedNameKind.Closure,
            _ => GeneratedNameKind.Other,
        };
        return new GeneratedName(kind, "");
    }

    private static GeneratedName WithInner(string inner, string suffix)
    {
        if (suffix is "$" || (suffix is "" && inner == "Main"))
        {
            return new GeneratedName(GeneratedNameKind.Alias, inner);
        }

        if (suffix is "d" || suffix.StartsWith("d__", StringComparison.Ordinal))
        {
            // In the name of a state machine the dots of an explicit interface implementation are dashes.
            return new GeneratedName(GeneratedNameKind.StateMachine, inner.Replace('-', '.'));
        }

        if (suffix.StartsWith("b__", StringComparison.Ordinal))
        {
            return new GeneratedName(GeneratedNameKind.Lambda, inner);
        }

        if (suffix.StartsWith("g__", StringComparison.Ordinal))
        {
            var bar = suffix.LastIndexOf('|');
            return new GeneratedName(GeneratedNameKind.LocalFunction, inner, bar < 0 ? suffix[3..] : suffix[3..bar]);
        }

        var mark = suffix.IndexOf("__", StringComparison.Ordinal);
        return mark > 1 && suffix[0] == 'F' && suffix.AsSpan(1, mark - 1).IndexOfAnyExcept(HexDigits) < 0
            ? new GeneratedName(GeneratedNameKind.FileLocalType, inner, suffix[(mark + 2)..])
            : new GeneratedName(GeneratedNameKind.Other, inner);
    }

    private static string Describe(string name, int depth)
    {
        if (depth > MaxDepth)
        {
            return "compiler-generated";
        }

        if (Parse(name) is not { } made)
        {
            return MemberName.Describe(name);
        }

        return made.Kind switch
        {
            GeneratedNameKind.Alias or GeneratedNameKind.StateMachine => Describe(made.Inner, depth + 1),
            GeneratedNameKind.Lambda => Describe(made.Inner, depth + 1) + ".lambda",
            GeneratedNameKind.LocalFunction => $"{Describe(made.Inner, depth + 1)}.{made.Written}",
            GeneratedNameKind.FileLocalType => made.Written,
            GeneratedNameKind.Closure => "closure",
            GeneratedNameKind.AnonymousType => "anonymous type",
            _ => "compiler-generated",
        };
    }
}
