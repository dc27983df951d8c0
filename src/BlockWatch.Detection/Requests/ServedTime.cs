namespace BlockWatch.Detection.Requests;

/// <summary>Reads from the marks in one span which requests its thread was serving, and how long.</summary>
/// <remarks>
/// S and E are the begin and the end of an endpoint's code; a letter stands for the endpoint that surely had the thread.
/// <code>
/// span  |---------------S(A)aaaaaaaaaaaa|      A began and went on until the span's end (an await)
/// span  |aaaaaaaaaaaaaaaaaaaaaaaE(A)----|      the continuation that ended A
/// span  |-----S(A)aaaaaaE(A)--S(B)bbbbbb|      A ran through; the connection had B's request already
/// span  |-------E(A)----E(B)------------|      A was ended from within B, or B from within A: the time before is neither's
/// span  |-----S(A)------S(B)bbbbb|             A awaited somewhere between: the time between is not known
/// </code>
/// Before an endpoint begins and after it has ended, middleware may run, and so may the work that completed what a
/// continuation waited for: that time is nobody's.
/// </remarks>
internal static class ServedTime
{
    /// <summary>Nanoseconds of the span for each endpoint; empty when nothing is sure.</summary>
    /// <param name="marks">In order of time.</param>
    /// <param name="start">The span's start.</param>
    /// <param name="end">Its end, or until when it is known to go on.</param>
    public static IReadOnlyDictionary<RequestName, long> Of(IReadOnlyList<RequestMark> marks, long start, long end)
    {
        var served = new Dictionary<RequestName, long>();
        RequestName? running = null;
        RequestName? endedFirst = null;
        bool startsWithAnEnd = false;
        long since = start;
        for (int i = 0; i < marks.Count; i++)
        {
            RequestMark mark = marks[i];
            if (mark.IsStart)
            {
                (running, since) = (mark.Name, mark.Time);
                continue;
            }

            if (i == 0)
            {
                (endedFirst, startsWithAnEnd) = (mark.Name, true);
            }
            else if (running is null && startsWithAnEnd && mark.Name != endedFirst)
            {
                endedFirst = null;
            }
            else if (running == mark.Name)
            {
                Add(served, mark.Name, mark.Time - since);
            }

            running = null;
        }

        if (endedFirst is not null)
        {
            Add(served, endedFirst, marks[0].Time - start);
        }

        if (running is not null)
        {
            Add(served, running, end - since);
        }

        return served;
    }

    private static void Add(Dictionary<RequestName, long> served, RequestName name, long ns) => served[name] = served.GetValueOrDefault(name) + ns;
}
