using System.Globalization;
using BlockWatch.Detection.Stacks;

namespace BlockWatch.Detection.Tests.Explanation;

/// <summary>Builds stacks from lines of text, leaf first: <c>module!Namespace.Type.Method</c>, with <c>@File.cs:42</c> for a source line.</summary>
/// <remarks>
/// The module says whose code it is: <c>user</c> (or any other plain name) the user's, <c>lib:Name</c> a library, <c>dynamic</c> a
/// dynamic method, <c>System…</c> and <c>Microsoft…</c> the framework; <c>?</c> alone is a frame that could not be resolved.
/// </remarks>
internal static class Stacks
{
    public const string Dispatch = "System.Private.CoreLib!System.Threading.ThreadPoolWorkQueue.Dispatch";
    public const string WorkerStart = "System.Private.CoreLib!System.Threading.PortableThreadPool+WorkerThread.WorkerThreadStart";
    public const string ThreadStart = "System.Private.CoreLib!System.Threading.Thread.StartCallback";

    /// <summary>A stack of exactly these frames.</summary>
    public static CallStack Of(params string[] frames) => new([.. frames.Select(FrameOf)]);

    /// <summary>These frames on top of a pool worker's own.</summary>
    public static CallStack OnPool(params string[] frames) => Of([.. frames, Dispatch, WorkerStart, ThreadStart]);

    public static Frame FrameOf(string text)
    {
        if (text is "?" or "!")
        {
            return Frame.Unresolved;
        }

        (string location, SourceLocation? source) = SplitSource(text);
        int bang = location.IndexOf('!', StringComparison.Ordinal);
        string module = location[..bang];
        string name = WithoutTypeArguments(location[(bang + 1)..]);
        int dot = SplitAt(name);
        string type = name[..dot];
        string method = name[(dot + 1)..];
        return new Frame
        {
            Method = $"{type}.{method}",
            TypeName = type,
            MethodName = method,
            Module = module.StartsWith("lib:", StringComparison.Ordinal) ? module[4..] : module,
            Origin = OriginOf(module),
            Source = source,
        };
    }

    private static FrameOrigin OriginOf(string module) => module switch
    {
        "dynamic" => FrameOrigin.Dynamic,
        _ when module.StartsWith("lib:", StringComparison.Ordinal) => FrameOrigin.Library,
        _ when module.StartsWith("System", StringComparison.Ordinal) || module.StartsWith("Microsoft", StringComparison.Ordinal) => FrameOrigin.Framework,
        _ => FrameOrigin.User,
    };

    private static (string Location, SourceLocation? Source) SplitSource(string text)
    {
        int at = text.IndexOf('@', StringComparison.Ordinal);
        if (at < 0)
        {
            return (text, null);
        }

        string[] source = text[(at + 1)..].Split(':');
        return (text[..at], new SourceLocation(source[0], int.Parse(source[1], CultureInfo.InvariantCulture)));
    }

    // TraceEvent writes Task`1[System.Int32].GetResultCore; metadata spelling has no type arguments.
    private static string WithoutTypeArguments(string name)
    {
        while (name.LastIndexOf('[') is >= 0 and int open)
        {
            name = name.Remove(open, name.IndexOf(']', open) - open + 1);
        }

        return name;
    }

    // The last dot that is not inside <…> (a lambda's name may hold ".cctor"), and before a constructor's own dot.
    private static int SplitAt(string name)
    {
        int depth = 0;
        for (int i = name.Length - 1; i > 0; i--)
        {
            depth += name[i] == '>' ? 1 : name[i] == '<' ? -1 : 0;
            if (depth == 0 && name[i] == '.')
            {
                return name[i - 1] == '.' ? i - 1 : i;
            }
        }

        throw new FormatException($"No method in '{name}'.");
    }
}
