namespace BlockWatch.EventPipe.Symbols.Names;

/// <summary>Turns the runtime's names of a method into what a C# developer wrote.</summary>
/// <remarks>
/// The declaring type keeps its namespace, parameters are simple names. Spellings:
/// <list type="bullet">
/// <item>async method or iterator: <c>Shop.Orders.CheckoutAsync(int)</c>; without a list when the written method's parameters are unknown</item>
/// <item>lambda: <c>Shop.Orders.CheckoutAsync.lambda(int)</c>; local function: <c>Shop.Orders.CheckoutAsync.Inner(int)</c></item>
/// <item>constructors: <c>new Shop.Orders(int)</c>, <c>static Shop.Orders()</c>; finalizer: <c>Shop.Orders.~Orders()</c></item>
/// <item>accessors: <c>Shop.Orders.Total</c>, <c>Shop.Orders.Total.set</c>, <c>Shop.Orders.this[int]</c>, <c>Shop.Orders.Changed.add</c></item>
/// <item>top-level program: <c>Program.Main(string[])</c> and <c>Program.Main.lambda()</c></item>
/// </list>
/// A parameter list is exact or missing, never guessed.
/// </remarks>
internal static class MethodNameFormatter
{
    /// <summary>The declaring type that the runtime gives to dynamic methods and stubs.</summary>
    public const string DynamicClass = "dynamicClass";

    /// <summary>The display of a method. Never empty; names that are not understood are shown as they are.</summary>
    /// <param name="typeName">The declaring type in the runtime's spelling; may be empty.</param>
    /// <param name="methodName">The metadata name.</param>
    /// <param name="signature">The event's signature text; may be empty.</param>
    /// <param name="details">What the module's metadata says; null when it cannot be read.</param>
    public static string Format(string typeName, string methodName, string signature, MethodDetails? details = null)
    {
        if (typeName is "" or DynamicClass or "<Module>")
        {
            return WithoutType(typeName, methodName);
        }

        if (RuntimeTypeName.Parse(typeName) is not { } type)
        {
            return $"{typeName}.{GeneratedName.Describe(methodName)}";
        }

        return GeneratedName.Parse(type.Segments[^1].Name) is { Kind: GeneratedNameKind.StateMachine } machine
            ? StateMachineMember(type, machine, methodName, signature, details)
            : Member(type, methodName, details?.Shape ?? SignatureText.Parse(signature), details);
    }

    private static string WithoutType(string typeName, string methodName)
    {
        var name = methodName.Length == 0 ? "?" : typeName == DynamicClass ? methodName : GeneratedName.Describe(methodName);
        return typeName switch
        {
            DynamicClass => $"{DynamicClass}.{name}",
            "<Module>" when methodName == ".cctor" => "module initializer",
            _ => name,
        };
    }

    private static string StateMachineMember(
        RuntimeTypeName type, GeneratedName machine, string methodName, string signature, MethodDetails? details)
    {
        var written = GeneratedName.Describe(machine.Inner);
        var made = GeneratedName.Parse(methodName);
        if (methodName != "MoveNext" && made is not { Kind: GeneratedNameKind.Finally })
        {
            // Dispose, GetEnumerator and the like: the compiler's own code around the body.
            return Member(type, methodName, SignatureText.Parse(signature), null);
        }

        var names = new GenericNames(type, details, 0);
        var path = $"{TypeText(type, names)}.{written}";

        // A lambda or a local function repeats the type parameters of the method around it: they are not its own to show.
        var own = GeneratedName.Parse(machine.Inner) is null ? names.OfType.Skip(type.Arity - type.Segments[^1].Arity).ToList() : [];
        var generic = own.Count == 0 ? "" : $"<{string.Join(',', own)}>";
        return path + generic + Bracketed(details is { KickoffTypeArity: not null } ? details.Shape : null, names);
    }

    private static string Member(RuntimeTypeName type, string methodName, MethodShape? shape, MethodDetails? details)
    {
        var names = new GenericNames(type, details, shape?.GenericArity ?? 0);
        var typeText = TypeText(type, names);
        if (GeneratedName.Parse(methodName) is { } made)
        {
            return $"{typeText}.{GeneratedName.Describe(methodName)}{Bracketed(shape, names)}";
        }

        typeText = WithGeneratedPart(type, typeText);
        var member = MemberName.Parse(methodName);
        return member.Kind switch
        {
            MemberKind.Constructor => $"new {typeText}{Bracketed(shape, names)}",
            MemberKind.StaticConstructor => $"static {typeText}()",
            MemberKind.Getter => Property(typeText, member.Text, shape, names, isSetter: false),
            MemberKind.Setter => Property(typeText, member.Text, shape, names, isSetter: true) + ".set",
            MemberKind.EventAdder => $"{typeText}.{member.Text}.add",
            MemberKind.EventRemover => $"{typeText}.{member.Text}.remove",
            MemberKind.Conversion => Conversion($"{typeText}.{member.Text}", shape, names),
            _ when IsFinalizer(methodName, shape) => $"{typeText}.~{type.Segments[^1].Name}()",
            _ => $"{typeText}.{member.Text}{OwnParameters(shape, names)}{Bracketed(shape, names)}",
        };
    }

    // The type as written, up to the first part that the compiler made; each part takes its own share of the generic arguments.
    private static string TypeText(RuntimeTypeName type, GenericNames names)
    {
        var parts = new List<string>();
        var next = 0;
        foreach (var segment in type.Segments.TakeWhile(IsWritten))
        {
            var own = names.OfType.Skip(next).Take(segment.Arity);
            next += segment.Arity;
            var simple = GeneratedName.Describe(segment.Name);
            parts.Add(segment.Arity == 0 ? simple : $"{simple}<{string.Join(',', own)}>");
        }

        var path = parts.Count == 0 ? GeneratedName.Describe(type.Segments[0].Name) : string.Join('.', parts);
        return type.Namespace.Length == 0 ? path : $"{type.Namespace}.{path}";
    }

    // Code of a closure or a state machine that is neither a lambda nor a body: it must not look like the written type's own.
    private static string WithGeneratedPart(RuntimeTypeName type, string typeText) =>
        type.Segments.Skip(1).FirstOrDefault(segment => !IsWritten(segment)) is null
            ? typeText
            : $"{typeText}.{GeneratedName.Describe(type.Segments[^1].Name)}";

    private static bool IsWritten(TypeSegment segment) =>
        GeneratedName.Parse(segment.Name) is null or { Kind: GeneratedNameKind.FileLocalType };

    private static string Property(string typeText, string name, MethodShape? shape, GenericNames names, bool isSetter)
    {
        var count = (shape?.Parameters.Count ?? 0) - (isSetter ? 1 : 0);
        if (shape is null || count <= 0)
        {
            return $"{typeText}.{name}";
        }

        var indices = List(shape.Parameters.Take(count), names);
        if (!shape.IsInstance)
        {
            // A static accessor with parameters is an extension property; its receiver is the parameter.
            return indices is null ? $"{typeText}.{name}" : $"{typeText}.{name}({indices})";
        }

        var owner = name.LastIndexOf('.') is var dot and > 0 ? name[..(dot + 1)] : "";
        return $"{typeText}.{owner}this[{indices}]";
    }

    private static string Conversion(string path, MethodShape? shape, GenericNames names) =>
        shape is not null && TypeSpelling.Of(shape.Return, names) is { } target ? $"{path} {target}{Bracketed(shape, names)}" : path;

    private static bool IsFinalizer(string methodName, MethodShape? shape) =>
        methodName == "Finalize"
        && shape is { IsInstance: true, Parameters.Count: 0, Return: NamedShape { FullName: "System.Void" } };

    private static string OwnParameters(MethodShape? shape, GenericNames names)
    {
        if (shape is null || names.MethodArity == 0)
        {
            return "";
        }

        return $"<{string.Join(',', Enumerable.Range(0, names.MethodArity).Select(names.MethodParameter))}>";
    }

    private static string Bracketed(MethodShape? shape, GenericNames names) =>
        shape is not null && List(shape.Parameters, names) is { } list ? $"({list})" : "";

    private static string? List(IEnumerable<ParameterShape> parameters, GenericNames names)
    {
        var spelled = parameters.Where(parameter => !IsClosure(parameter.Type)).Select(parameter => TypeSpelling.Of(parameter, names)).ToList();
        return spelled.Contains(null) ? null : string.Join(", ", spelled);
    }

    // A local function that captures gets its closure as a last parameter by reference, which nobody wrote.
    private static bool IsClosure(TypeShape type) =>
        type is ReferenceShape { Element: NamedShape named }
        && GeneratedName.Parse(RuntimeTypeName.FromFullName(named.FullName).Segments[^1].Name) is { Kind: GeneratedNameKind.Closure };
}
