using System.Globalization;
using System.Text;

namespace BlockWatch.Detection.Explanation;

/// <summary>Turns metadata names into the short names that a title can hold: <c>System.Threading.Tasks.Task`1</c>, <c>get_Result</c> → <c>Task&lt;T&gt;.Result</c>.</summary>
internal static class ApiName
{
    /// <summary>The type's metadata spelling without type arguments: <c>Lazy`1[System.Int32]</c> → <c>Lazy`1</c>.</summary>
    public static string WithoutTypeArguments(string typeName)
    {
        int bracket = typeName.IndexOf('[', StringComparison.Ordinal);
        return bracket < 0 ? typeName : typeName[..bracket];
    }

    /// <summary>Short name of a member given by its full metadata name, <c>Namespace.Type.Member</c>.</summary>
    public static string OfMember(string fullName)
    {
        (string type, string member) = SplitMember(fullName);
        return Of(type, member);
    }

    public static (string Type, string Member) SplitMember(string fullName)
    {
        int dot = fullName.LastIndexOf('.');
        return dot < 0 ? ("", fullName) : (fullName[..dot], fullName[(dot + 1)..]);
    }

    public static string Of(string typeName, string methodName)
    {
        string[] parts = WithoutTypeArguments(typeName).Split('+');
        int dot = parts[0].LastIndexOf('.');
        parts[0] = parts[0][(dot + 1)..];

        string method = methodName;
        var type = new StringBuilder();
        foreach (string part in parts)
        {
            if (part.StartsWith('<'))
            {
                // A class that the compiler made: a state machine <Name>d__1 stands for its method, a closure for nothing.
                method = StateMachineMethod(part) ?? method;
                continue;
            }

            type.Append(type.Length > 0 ? "." : "").Append(WithTypeParameters(part));
        }

        return Join(type.ToString(), method);
    }

    private static string Join(string type, string method)
    {
        switch (method)
        {
            case ".ctor":
                return $"new {type}";
            case ".cctor":
                return $"type initializer of {type}";
        }

        if (method.StartsWith('<') && method.IndexOf('>', StringComparison.Ordinal) is > 1 and int end)
        {
            method = method[1..end];
        }
        else if (method.StartsWith("get_", StringComparison.Ordinal) || method.StartsWith("set_", StringComparison.Ordinal))
        {
            method = method[4..];
        }

        // An interface's method that a class implements explicitly carries the interface's whole name.
        method = method[(method.LastIndexOf('.') + 1)..];
        return type.Length == 0 ? method : $"{type}.{method}";
    }

    private static string? StateMachineMethod(string part)
    {
        int end = part.IndexOf(">d", StringComparison.Ordinal);
        return end > 1 ? part[1..end] : null;
    }

    private static string WithTypeParameters(string part)
    {
        int tick = part.IndexOf('`', StringComparison.Ordinal);
        if (tick < 0 || !int.TryParse(part.AsSpan(tick + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int count))
        {
            return part;
        }

        string parameters = count == 1 ? "T" : string.Join(", ", Enumerable.Range(1, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"T{i}")));
        return $"{part[..tick]}<{parameters}>";
    }
}
