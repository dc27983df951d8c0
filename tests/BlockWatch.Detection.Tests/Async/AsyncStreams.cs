using BlockWatch.Detection.Events;

namespace BlockWatch.Detection.Tests.Async;

/// <summary>Streams of the async lane, whole and damaged.</summary>
internal static class AsyncStreams
{
    /// <summary>Four requests of three async methods each on two threads, a task that is waited for, and a continuation that is posted.</summary>
    public static RuntimeEvent[] Busy()
    {
        List<RuntimeEvent> events = [];
        long time = 0;
        for (long request = 0; request < 4; request++)
        {
            long first = 1 + (request * 10);
            long thread = 1 + (request % 2);
            events.Add(RuntimeEvent.OperationStarted(++time, thread, first, "Task.Delay"));
            events.Add(RuntimeEvent.OperationStarted(++time, thread, first + 1, "Async: <SaveAsync>d__2"));
            events.Add(RuntimeEvent.AwaitStarted(++time, thread, first, first + 1));
            events.Add(RuntimeEvent.OperationStarted(++time, thread, first + 2, "Async: <PlaceOrder>d__1"));
            events.Add(RuntimeEvent.AwaitStarted(++time, thread, first + 1, first + 2));
        }

        events.Add(RuntimeEvent.OperationStarted(++time, 3, 90, "Task: <Main>b__0"));
        events.Add(RuntimeEvent.TaskQueued(++time, 3, 90));
        events.Add(RuntimeEvent.TaskWaitStarted(++time, 3, 90));
        events.Add(RuntimeEvent.ExecutionStarted(++time, 4, 90));
        for (long request = 0; request < 4; request++)
        {
            long first = 1 + (request * 10);
            events.Add(RuntimeEvent.CompletionStarted(++time, 2, first));
            if (request == 3)
            {
                events.Add(RuntimeEvent.ContinuationQueued(++time, 2, first));
                events.Add(RuntimeEvent.CompletionEnded(++time, 2));
                continue;
            }

            events.Add(RuntimeEvent.ExecutionStarted(++time, 2, first + 1));
            events.Add(RuntimeEvent.OperationEnded(++time, 2, first + 1, TaskOutcome.RanToCompletion));
            events.Add(RuntimeEvent.CompletionStarted(++time, 2, first + 1));
            events.Add(RuntimeEvent.ExecutionStarted(++time, 2, first + 2));
            events.Add(RuntimeEvent.OperationEnded(++time, 2, first + 2, TaskOutcome.Faulted));
            events.Add(RuntimeEvent.ExecutionEnded(++time, 2));
            events.Add(RuntimeEvent.CompletionEnded(++time, 2));
            events.Add(RuntimeEvent.ExecutionEnded(++time, 2));
            events.Add(RuntimeEvent.CompletionEnded(++time, 2));
            events.Add(RuntimeEvent.OperationEnded(++time, 2, first, TaskOutcome.RanToCompletion));
        }

        events.Add(RuntimeEvent.ExecutionEnded(++time, 4));
        events.Add(RuntimeEvent.OperationEnded(++time, 4, 90, TaskOutcome.RanToCompletion));
        events.Add(RuntimeEvent.TaskWaitEnded(++time, 3, 90));
        return [.. events];
    }

    /// <summary>The stream with some of its events left out, doubled and moved, differently for each seed.</summary>
    public static List<RuntimeEvent> Damage(IReadOnlyList<RuntimeEvent> whole, int seed)
    {
        var random = new Random(seed);
        List<RuntimeEvent> damaged = [];
        foreach (RuntimeEvent e in whole)
        {
            int dice = random.Next(10);
            if (dice > 0)
            {
                damaged.Add(e);
            }

            if (dice == 1)
            {
                damaged.Add(e);
            }
        }

        for (int swaps = random.Next(damaged.Count); swaps > 0; swaps--)
        {
            int a = random.Next(damaged.Count);
            int b = random.Next(damaged.Count);
            (damaged[a], damaged[b]) = (damaged[b], damaged[a]);
        }

        return damaged;
    }
}
