namespace BlockWatch.Detection.Stacks;

/// <summary>Methods as people call them: with their type alone.</summary>
public static class ShortMethodName
{
    /// <summary><c>Bank.Deposit</c> for <c>Shop.Bank.Deposit(int)</c>.</summary>
    /// <param name="method">As C# writes it, with namespace and parameter types.</param>
    public static string Of(string method)
    {
        ArgumentNullException.ThrowIfNull(method);
        int arguments = method.IndexOf('(', StringComparison.Ordinal);
        string name = arguments > 0 ? method[..arguments] : method;
        int dots = 0;
        int depth = 0;
        for (int i = name.Length - 1; i >= 0; i--)
        {
            depth += name[i] == '>' ? 1 : name[i] == '<' ? -1 : 0;
            if (name[i] == '.' && depth == 0 && ++dots == 2)
            {
                return name[(i + 1)..];
            }
        }

        return name;
    }
}
