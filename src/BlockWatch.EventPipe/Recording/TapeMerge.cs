using BlockWatch.EventPipe.NetTrace;

namespace BlockWatch.EventPipe.Recording;

/// <summary>Writes the events of several tapes as one trace, in order of time.</summary>
internal static class TapeMerge
{
    /// <param name="tapes">In any order.</param>
    /// <param name="marks">In order of time: each is written before the first event that is later.</param>
    /// <param name="writer">Where they go.</param>
    public static void Write(IReadOnlyList<TapeCopy> tapes, IReadOnlyList<WindowMark> marks, NetTraceWriter writer)
    {
        // There may be a thousand tapes of bursts: each is begun when it is due and gone when it is over.
        var due = new PriorityQueue<(TapeCopy Tape, TapeCursor? Cursor), (long Ticks, int Ordinal)>();
        for (int i = 0; i < tapes.Count; i++)
        {
            due.Enqueue((tapes[i], null), (tapes[i].FirstTicks, i));
        }

        int mark = 0;
        while (due.TryDequeue(out (TapeCopy Tape, TapeCursor? Cursor) next, out (long Ticks, int Ordinal) order))
        {
            TapeCursor cursor = next.Cursor ?? new TapeCursor(next.Tape);
            if (next.Cursor is not null)
            {
                for (; mark < marks.Count && marks[mark].Ticks < cursor.Ticks; mark++)
                {
                    marks[mark].WriteTo(writer, writer.EventCount == 0 ? cursor.Ticks : marks[mark].Ticks);
                }

                cursor.WriteTo(writer);
            }

            if (cursor.Next())
            {
                due.Enqueue((next.Tape, cursor), (cursor.Ticks, order.Ordinal));
            }
        }
    }
}
