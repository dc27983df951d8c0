using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Sites;
using BlockWatch.Detection.Stacks;

namespace BlockWatch.Detection.Requests;

/// <summary>Says why no method of the user's is on a stack that came from a controller's action.</summary>
/// <remarks>
/// MVC calls an action by a delegate that it compiles as the program runs (<c>lambda_method12</c>). In Release builds the JIT
/// inlines small actions and what they call into it (seen on .NET 8 and 10), and no stack shows them.
/// </remarks>
internal static class InlinedAction
{
    private const string Delegate = "lambda_method";

    /// <summary>A sentence for the advice; null when this is not the case or the endpoint is not known.</summary>
    public static string? Explain(Site site, IReadOnlyList<StackShape> stacks, IReadOnlyList<RequestCount> requests)
    {
        if (site.UserFrame is not null || requests.Count == 0 || stacks.Count == 0)
        {
            return null;
        }

        Frame? caller = stacks[0].Frames.FirstOrDefault(frame => frame.Origin == FrameOrigin.Dynamic);
        if (caller is null || !caller.MethodName.StartsWith(Delegate, StringComparison.Ordinal))
        {
            return null;
        }

        string likely = requests[0].Certainty == RequestCertainty.Certain ? "" : "probably ";
        return $"The request was {likely}{requests[0].Name}; its method is not visible on the stack because the JIT inlined it into {caller.MethodName}, the delegate that calls it.";
    }
}
