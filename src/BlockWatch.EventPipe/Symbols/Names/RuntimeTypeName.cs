using System.Globalization;

namespace BlockWatch.EventPipe.Symbols.Names;

/// <summary>A type name in the runtime's spelling, taken apart: <c>Shop.Gen`1+Inner`1[System.__Canon,System.Int32]</c>.</summary>
/// <param name="Namespace">Empty for the global namespace.</param>
/// <param name="Segments">The types from the outermost to the innermost.</param>
/// <param name="Arguments">One for each type parameter of all segments together; empty when the runtime gave none.</param>
internal sealed record RuntimeTypeName(string Namespace, IReadOnlyList<TypeSegment> Segments, IReadOnlyList<TypeShape> Arguments)
{
    /// <summary>The number of type parameters of all segments together.</summary>
    public int Arity => Segments.Sum(segment => segment.Arity);

    /// <summary>The parts, or null when the text is not a type name.</summary>
    public static RuntimeTypeName? Parse(string text)
    {
        var reader = new Reader(text);
        return reader.ReadName(0) is { } name && reader.AtEnd ? name : null;
    }

    /// <summary>The name without the arguments of an instantiation: <c>System.Threading.Tasks.Task`1</c>.</summary>
    public static string WithoutArguments(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '[')
            {
                return text[..i];
            }

            if (text[i] == '<')
            {
                i = GeneratedName.EndOfAngles(text, i) - 1;
            }
        }

        return text;
    }

    /// <summary>Splits a full name without arguments; never fails, since any text is a name.</summary>
    public static RuntimeTypeName FromFullName(string fullName) => new Reader(fullName).ReadPath();

    private sealed class Reader(string text)
    {
        private int _position;

        public bool AtEnd => _position >= text.Length;

        private char Current => AtEnd ? '\0' : text[_position];

        public RuntimeTypeName? ReadName(int depth)
        {
            if (depth > TypeShape.MaxDepth || AtEnd)
            {
                return null;
            }

            var path = ReadPath();
            if (path.Segments.Any(segment => segment.Name.Length == 0))
            {
                return null;
            }

            if (Current != '[' || IsArrayBracket())
            {
                return path;
            }

            return ReadArguments(depth) is { } arguments ? path with { Arguments = arguments } : null;
        }

        public RuntimeTypeName ReadPath()
        {
            var segments = new List<TypeSegment>();
            var first = ReadSegment();
            var dot = LastDotOutsideAngles(first);
            segments.Add(TypeSegment.Parse(first[(dot + 1)..]));
            while (Current is '+' or '/')
            {
                _position++;
                segments.Add(TypeSegment.Parse(ReadSegment()));
            }

            return new RuntimeTypeName(dot <= 0 ? "" : first[..dot], segments, []);
        }

        private static int LastDotOutsideAngles(string segment)
        {
            var angles = segment.IndexOf('<', StringComparison.Ordinal);
            return angles < 0 ? segment.LastIndexOf('.') : segment.LastIndexOf('.', angles);
        }

        private string ReadSegment()
        {
            var start = _position;
            while (!AtEnd && Current is not ('+' or '/' or '[' or ',' or ']' or '*' or '&'))
            {
                _position = Current == '<' ? GeneratedName.EndOfAngles(text, _position) : _position + 1;
            }

            return text[start.._position];
        }

        private List<TypeShape>? ReadArguments(int depth)
        {
            var arguments = new List<TypeShape>();
            do
            {
                _position++;
                if (ReadArgument(depth + 1) is not { } argument)
                {
                    return null;
                }

                arguments.Add(argument);
            }
            while (Current == ',');
            return TakeClosing() ? arguments : null;
        }

        private TypeShape? ReadArgument(int depth)
        {
            // "[Name, Assembly]" is reflection's spelling; the runtime's events leave the assembly out.
            var isQualified = Current == '[';
            if (isQualified)
            {
                _position++;
            }

            if (ReadName(depth) is not { } name)
            {
                return null;
            }

            var shape = ReadSuffixes(ToShape(name));
            if (isQualified)
            {
                while (!AtEnd && Current != ']')
                {
                    _position++;
                }

                return TakeClosing() ? shape : null;
            }

            return shape;
        }

        private static NamedShape ToShape(RuntimeTypeName name)
        {
            var path = string.Join('+', name.Segments.Select(segment => segment.MetadataName));
            return new NamedShape(name.Namespace.Length == 0 ? path : $"{name.Namespace}.{path}", name.Arguments);
        }

        private TypeShape? ReadSuffixes(TypeShape shape)
        {
            for (var count = 0; count <= TypeShape.MaxDepth; count++)
            {
                switch (Current)
                {
                    case '*':
                        _position++;
                        shape = new PointerShape(shape);
                        break;
                    case '&':
                        _position++;
                        shape = new ReferenceShape(shape);
                        break;
                    case '[' when IsArrayBracket():
                        var close = text.IndexOf(']', _position);
                        shape = new ArrayShape(shape, Math.Max(1, close - _position));
                        _position = close + 1;
                        break;
                    default:
                        return shape;
                }
            }

            return null;
        }

        private bool IsArrayBracket()
        {
            var i = _position + 1;
            while (i < text.Length && text[i] is ',' or '*')
            {
                i++;
            }

            return i < text.Length && text[i] == ']';
        }

        private bool TakeClosing()
        {
            if (Current != ']')
            {
                return false;
            }

            _position++;
            return true;
        }
    }
}

/// <summary>One type of a nesting.</summary>
/// <param name="Name">Without the arity.</param>
/// <param name="Arity">The number of type parameters that this type adds to those around it.</param>
internal sealed record TypeSegment(string Name, int Arity)
{
    /// <summary>The name with its arity: <c>List`1</c>.</summary>
    public string MetadataName => Arity == 0 ? Name : string.Create(CultureInfo.InvariantCulture, $"{Name}`{Arity}");

    public static TypeSegment Parse(string text)
    {
        var tick = text.LastIndexOf('`');
        return tick > 0
            && int.TryParse(text.AsSpan(tick + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var arity)
            && arity is > 0 and < 1000
            ? new TypeSegment(text[..tick], arity)
            : new TypeSegment(text, 0);
    }
}
