using BlockWatch.Detection.Stacks;
using BlockWatch.Reports.Model;

namespace BlockWatch.Reports.Wording;

/// <summary>A stack as short as it can be and still tell: the user's frames, what the innermost of them called, and the frame that blocks; runs of others are counted.</summary>
internal static class ShortStack
{
    private const int MaxLines = 12;

    /// <summary>Leaf first, harmless for a terminal. At most <see cref="MaxLines"/> lines and one that counts the rest.</summary>
    public static IReadOnlyList<string> Lines(IReadOnlyList<ReportStackFrame> frames, ReportFrame? blockingFrame)
    {
        List<string> lines = [];
        int called = CalledByUser(frames);
        int at = 0;
        while (at < frames.Count)
        {
            if (lines.Count == MaxLines)
            {
                lines.Add($"… {Measures.Count(frames.Count - at, "more frame")}");
                break;
            }

            int run = RunLength(frames, at, called, blockingFrame);
            lines.Add(run > 1 ? Collapsed(frames, at, run) : FrameText.Of(frames[at]));
            at += Math.Max(run, 1);
        }

        return lines;
    }

    // Frames from here on that nobody needs to see; a single one takes no more room than its count.
    private static int RunLength(IReadOnlyList<ReportStackFrame> frames, int start, int called, ReportFrame? blockingFrame)
    {
        int end = start;
        while (end < frames.Count && end != called && frames[end].Origin != FrameOrigin.User && !Is(frames[end], blockingFrame))
        {
            end++;
        }

        return end - start;
    }

    // What reports name as the blocking frame is the public API; on the stack it may be inlined, and then this is what is left.
    private static int CalledByUser(IReadOnlyList<ReportStackFrame> frames)
    {
        for (int i = 1; i < frames.Count; i++)
        {
            if (frames[i].Origin == FrameOrigin.User)
            {
                return frames[i - 1].Origin == FrameOrigin.User ? -1 : i - 1;
            }
        }

        return -1;
    }

    private static bool Is(ReportStackFrame frame, ReportFrame? blockingFrame) =>
        blockingFrame is not null && frame.Method == blockingFrame.Method && frame.Module == blockingFrame.Module;

    private static string Collapsed(IReadOnlyList<ReportStackFrame> frames, int start, int length)
    {
        FrameOrigin origin = frames[start].Origin;
        bool mixed = frames.Skip(start).Take(length).Any(frame => frame.Origin != origin);
        string kind = mixed ? "other" : origin switch
        {
            FrameOrigin.Framework => "framework",
            FrameOrigin.Library => "library",
            FrameOrigin.Dynamic => "generated",
            FrameOrigin.Inferred => "inferred",
            _ => "unresolved",
        };
        return $"… {Measures.Number(length)} {kind} frames";
    }
}
