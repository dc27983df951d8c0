namespace BlockWatch.Accuracy.Matching;

/// <summary>Compares the truth file's <c>Namespace.Type.Member</c> with the report's C# spelling, which has parameters and more.</summary>
internal static class MethodNames
{
    private const string Constructor = ".ctor";
    private const string TypeInitializer = ".cctor";

    /// <param name="truth">Type, by the name of its file, and member; constructors by their metadata names.</param>
    /// <param name="reported">As the report writes it; null when it names no frame.</param>
    public static MethodMatch Compare(string truth, string? reported)
    {
        if (reported is null)
        {
            return MethodMatch.None;
        }

        string plain = WithoutArguments(reported);
        if (plain == truth)
        {
            return MethodMatch.Same;
        }

        if (plain.StartsWith(truth + ".", StringComparison.Ordinal))
        {
            return MethodMatch.Inside;
        }

        // The truth file knows no nested types: a member of one is named as if it were its outer type's.
        int member = truth.EndsWith("." + Constructor, StringComparison.Ordinal) ? truth.Length - Constructor.Length - 1
            : truth.EndsWith("." + TypeInitializer, StringComparison.Ordinal) ? truth.Length - TypeInitializer.Length - 1
            : truth.LastIndexOf('.');
        return plain.StartsWith(truth[..(member + 1)], StringComparison.Ordinal) && plain.EndsWith(truth[member..], StringComparison.Ordinal)
            ? MethodMatch.Same
            : MethodMatch.None;
    }

    /// <summary>The member alone: <c>SaveAsync</c> of <c>Shop.Orders.SaveAsync(int)</c>.</summary>
    public static string Bare(string reported)
    {
        string plain = WithoutArguments(reported);
        return plain[(plain.LastIndexOf('.') + 1)..];
    }

    private static string WithoutArguments(string method)
    {
        string plain = WithoutTypeArguments(method.Split('(')[0]);
        return plain.StartsWith("new ", StringComparison.Ordinal) ? $"{plain[4..]}.{Constructor}"
            : plain.StartsWith("static ", StringComparison.Ordinal) ? $"{plain[7..]}.{TypeInitializer}"
            : plain;
    }

    private static string WithoutTypeArguments(string name)
    {
        int depth = 0;
        return string.Concat(name.Where(c =>
        {
            depth += c == '<' ? 1 : 0;
            bool kept = depth == 0;
            depth -= c == '>' ? 1 : 0;
            return kept;
        }));
    }
}
