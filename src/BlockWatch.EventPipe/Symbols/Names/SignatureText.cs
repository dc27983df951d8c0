using System.Globalization;

namespace BlockWatch.EventPipe.Symbols.Names;

/// <summary>Reads the signature text of MethodLoadVerbose and rundown events.</summary>
/// <remarks>
/// The runtime writes <c>instance generic class System.Threading.Tasks.Task`1&lt;int32&gt;  (value class System.Guid,wchar,!!0&amp;)</c>.
/// It writes <c>int</c> for a native integer, <c>refany</c> for a typed reference, nested types without the types around them, and
/// <c>pMT: 0x…</c> for types inside dynamic methods. ILDASM's words (<c>valuetype</c>, <c>[assembly]</c>, <c>native int</c>) are read too.
/// </remarks>
internal sealed class SignatureText
{
    private static readonly Dictionary<string, string> Primitives = new(StringComparer.Ordinal)
    {
        ["void"] = "System.Void",
        ["bool"] = "System.Boolean",
        ["char"] = "System.Char",
        ["wchar"] = "System.Char",
        ["int8"] = "System.SByte",
        ["int16"] = "System.Int16",
        ["int32"] = "System.Int32",
        ["int64"] = "System.Int64",
        ["uint8"] = "System.Byte",
        ["uint16"] = "System.UInt16",
        ["uint32"] = "System.UInt32",
        ["uint64"] = "System.UInt64",
        ["int"] = "System.IntPtr",
        ["uint"] = "System.UIntPtr",
        ["float32"] = "System.Single",
        ["float64"] = "System.Double",
        ["string"] = "System.String",
        ["object"] = "System.Object",
        ["refany"] = "System.TypedReference",
        ["typedref"] = "System.TypedReference",
    };

    private readonly string _text;
    private int _position;
    private int _methodArity;

    private SignatureText(string text)
    {
        _text = text;
    }

    /// <summary>The signature, or null when the text is empty or not understood to its end.</summary>
    public static MethodShape? Parse(string text) => text.Length == 0 ? null : new SignatureText(text).ReadMethod();

    private MethodShape? ReadMethod()
    {
        var isInstance = TakeWord("instance");
        _ = TakeWord("explicit");
        if (TakeWord("generic"))
        {
            _methodArity = 1;
        }

        _ = TakeWord("vararg");
        if (ReadType(0) is not { } returned || ReadList(')', '(', 0) is not { } parameters || _position < _text.TrimEnd().Length)
        {
            return null;
        }

        return new MethodShape(isInstance, _methodArity, returned, [.. parameters.Select(type => new ParameterShape(type))]);
    }

    private List<TypeShape>? ReadList(char close, char open, int depth)
    {
        SkipSpaces();
        if (!Take(open))
        {
            return null;
        }

        var types = new List<TypeShape>();
        SkipSpaces();
        if (Take(close))
        {
            return types;
        }

        do
        {
            if (ReadType(depth + 1) is not { } type)
            {
                return null;
            }

            types.Add(type);
            SkipSpaces();
        }
        while (Take(','));
        return Take(close) ? types : null;
    }

    private TypeShape? ReadType(int depth)
    {
        if (depth > TypeShape.MaxDepth)
        {
            return null;
        }

        SkipSpaces();
        var type = ReadCore(depth);
        for (var suffixes = 0; type is not null && suffixes <= TypeShape.MaxDepth; suffixes++)
        {
            if (Take('&'))
            {
                type = new ReferenceShape(type);
            }
            else if (Take('*'))
            {
                type = new PointerShape(type);
            }
            else if (Take('['))
            {
                type = ReadArray(type);
            }
            else if (!SkipModifier())
            {
                return type;
            }
        }

        return null;
    }

    private TypeShape? ReadCore(int depth)
    {
        if (Take('!'))
        {
            var ofMethod = Take('!');
            return ReadNumber() is { } index ? Parameter(ofMethod, index) : null;
        }

        if (TakePhrase("pMT:"))
        {
            SkipSpaces();
            _ = ReadName();
            return new UnknownShape();
        }

        if (TakeWord("fnptr"))
        {
            return ReadType(depth + 1) is { } returned && ReadList(')', '(', depth) is { } parameters
                ? new FunctionPointerShape(returned, parameters)
                : null;
        }

        _ = TakeWord("pinned");
        if (TakePhrase("value class ") || TakeWord("class") || TakeWord("valuetype"))
        {
            return ReadNamed(depth);
        }

        var isUnsigned = TakeWord("unsigned");
        _ = TakeWord("native");
        var word = ReadName();
        return Primitives.TryGetValue(isUnsigned ? "u" + word : word, out var name) ? new NamedShape(name) : null;
    }

    private NamedShape? ReadNamed(int depth)
    {
        SkipSpaces();
        if (Take('['))
        {
            var end = _text.IndexOf(']', _position);
            if (end < 0)
            {
                return null;
            }

            _position = end + 1;
        }

        var name = ReadName();
        if (name.Length == 0)
        {
            return null;
        }

        if (_position >= _text.Length || _text[_position] != '<')
        {
            return new NamedShape(name);
        }

        return ReadList('>', '<', depth) is { } arguments ? new NamedShape(name, arguments) : null;
    }

    private GenericParameterShape Parameter(bool ofMethod, int index)
    {
        if (ofMethod)
        {
            _methodArity = Math.Max(_methodArity, index + 1);
        }

        return new GenericParameterShape(ofMethod, index);
    }

    // The opening bracket is taken: "]" is a vector, "," counts a dimension, and bounds such as "0..." are of no interest.
    private ArrayShape? ReadArray(TypeShape element)
    {
        var rank = 1;
        for (; _position < _text.Length; _position++)
        {
            var c = _text[_position];
            if (c == ']')
            {
                _position++;
                return new ArrayShape(element, rank);
            }

            if (c == ',')
            {
                rank++;
            }
            else if (c != '.' && !char.IsAsciiDigit(c))
            {
                return null;
            }
        }

        return null;
    }

    // Compiler-made names begin with '<' where a name or a segment of it begins; any other '<' opens type arguments.
    private string ReadName()
    {
        var start = _position;
        var atSegment = true;
        while (_position < _text.Length)
        {
            var c = _text[_position];
            if (c == '<' && atSegment)
            {
                _position = GeneratedName.EndOfAngles(_text, _position);
                atSegment = false;
                continue;
            }

            if (c is '<' or '>' or ',' or '(' or ')' or '[' or ']' or '&' or '*' or ' ')
            {
                break;
            }

            atSegment = c is '.' or '+' or '/';
            _position++;
        }

        return _text[start.._position];
    }

    private int? ReadNumber()
    {
        var start = _position;
        while (_position < _text.Length && char.IsAsciiDigit(_text[_position]))
        {
            _position++;
        }

        return int.TryParse(_text.AsSpan(start, _position - start), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < 1000
            ? number
            : null;
    }

    private bool SkipModifier()
    {
        var before = _position;
        SkipSpaces();
        if (TakePhrase("modopt(") || TakePhrase("modreq("))
        {
            var end = _text.IndexOf(')', _position);
            if (end >= 0)
            {
                _position = end + 1;
                return true;
            }
        }

        _position = before;
        return false;
    }

    private void SkipSpaces()
    {
        while (_position < _text.Length && _text[_position] == ' ')
        {
            _position++;
        }
    }

    private bool Take(char c)
    {
        if (_position < _text.Length && _text[_position] == c)
        {
            _position++;
            return true;
        }

        return false;
    }

    private bool TakePhrase(string phrase)
    {
        if (string.CompareOrdinal(_text, _position, phrase, 0, phrase.Length) != 0)
        {
            return false;
        }

        _position += phrase.Length;
        return true;
    }

    private bool TakeWord(string word)
    {
        if (!TakePhrase(word + " "))
        {
            return false;
        }

        SkipSpaces();
        return true;
    }
}
