#pragma warning disable CA1822, CA1305, CA1849 // Each method is here for the calls in its IL.

namespace BlockWatch.EventPipe.Tests.Symbols.Fixtures;

/// <summary>Methods that call others once, several times, and not at all. Never run: their IL is read.</summary>
internal static class Callers
{
    public static int Once(Task<int> task)
    {
        int before = task.Id;
        return before + task.Result; // Once
    }

    public static int TwiceOnALine(Task<int> task) =>
        task.Result + task.Result; // TwiceOnALine

    public static int OnTwoLines(Task<int> task)
    {
        int first = task.Result;
        return first + task.Result;
    }

    public static int AfterASwitch(int choice, Task<int> task, IReadOnlyList<string> texts)
    {
        double sum = choice switch { 0 => 1.5, 1 => 2.5, 2 => 3.5, 3 => 4.5, 4 => texts.Count, 5 => 1L << choice, _ => 0.25 };
        Func<int, int> add = x => x + choice;
        return add((int)sum) // AfterASwitch
            + task.Result;
    }

    public static List<T> Generic<T>(IEnumerable<T> items)
        where T : class
    {
        List<T> list = items.ToList(); // Generic
        return list;
    }

    public static object Constructed()
    {
        int number = Environment.ProcessId;
        return new Version(number, 0); // Constructed
    }

    public static async Task<int> ResumedAsync(Task<int> task)
    {
        await Task.Yield();
        return task.Result; // ResumedAsync
    }

    public static Func<string> MakesADelegate(object of) => of.ToString!;
}
