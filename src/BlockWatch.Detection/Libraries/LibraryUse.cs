using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Sites;
using BlockWatch.Detection.Stacks;

namespace BlockWatch.Detection.Libraries;

/// <summary>The third party's library through which the user's code came to block.</summary>
/// <param name="Name">The simple name of its assembly: <c>Dapper</c>.</param>
/// <param name="Version">The version of its package, or what the assembly says; null when unknown.</param>
public sealed record LibraryUse(string Name, string? Version)
{
    /// <summary><c>Dapper 2.1.35</c>.</summary>
    public override string ToString() => Version is null ? Name : $"{Name} {Version}";

    /// <summary>The outermost library between the user's frame and the frame that blocks, in the most frequent stack; null when the user's code calls .NET itself.</summary>
    internal static LibraryUse? Of(Site site, IReadOnlyList<StackShape> stacks)
    {
        if (site.UserFrame is not { } user || stacks.Count == 0)
        {
            return null;
        }

        IReadOnlyList<Frame> frames = stacks[0].Frames;
        int caller = 0;
        while (caller < frames.Count && frames[caller].Origin != FrameOrigin.User && frames[caller].Method != user.Method)
        {
            caller++;
        }

        if (caller == frames.Count)
        {
            return null;
        }

        for (int i = caller - 1; i >= 0; i--)
        {
            Frame frame = frames[i];
            if (frame.Origin == FrameOrigin.Library)
            {
                return new LibraryUse(frame.Module, frame.Version);
            }

            // What blocks was called by the user: a library further in is what .NET called back.
            if (site.BlockingFrame is { } blocking && frame.Method == blocking.Method)
            {
                return null;
            }
        }

        return null;
    }
}
