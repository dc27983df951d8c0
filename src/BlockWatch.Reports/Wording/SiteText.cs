using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Sites;

namespace BlockWatch.Reports.Wording;

/// <summary>A site in a few words, where no finding with its title exists yet: <c>Thread.Sleep in Shop.Orders.CheckoutAsync(int)</c>.</summary>
internal static class SiteText
{
    public static string Of(Site site)
    {
        if (site.Category == BlockingCategory.Unexplained)
        {
            return "unexplained stall";
        }

        string cause = site.BlockingFrame is { } blocking ? ShortMethod(blocking.Method) : Name(site.Category);
        string where = site.UserFrame is { } user ? $"in {user.Method}" : "(no user frame on the stack)";
        return SafeText.Of($"{cause} {where}");
    }

    private static string Name(BlockingCategory category) => category switch
    {
        BlockingCategory.Cpu => "CPU work",
        BlockingCategory.GarbageCollection => "garbage collection",
        BlockingCategory.RuntimeWork => "runtime work",
        BlockingCategory.TaskWait => "wait for a task",
        BlockingCategory.PrimitiveWait => "wait",
        BlockingCategory.Lock => "wait for a lock",
        BlockingCategory.Sleep => "sleep",
        BlockingCategory.Unexplained => "unexplained",
        _ => $"synchronous {category.ToString().ToLowerInvariant()} I/O",
    };

    /// <summary>Type and method without namespace and parameters: everybody knows <c>Thread.Sleep</c>.</summary>
    internal static string ShortMethod(string method)
    {
        int end = method.IndexOf('(', StringComparison.Ordinal);
        ReadOnlySpan<char> name = end > 0 ? method.AsSpan(0, end) : method;
        int depth = 0;
        int dots = 0;
        for (int at = name.Length - 1; at >= 0; at--)
        {
            switch (name[at])
            {
                case '>':
                    depth++;
                    break;
                case '<':
                    depth--;
                    break;

                // ".ctor" has its dot at the front of the name, not before it.
                case '.' when depth == 0 && !name[at..].SequenceEqual(".ctor") && !name[at..].SequenceEqual(".cctor") && ++dots == 2:
                    return name[(at + 1)..].ToString();
            }
        }

        return name.ToString();
    }
}
