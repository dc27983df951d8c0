using System.Globalization;

namespace BlockWatch.Benchmarks.Tasks;

/// <summary>The process whose tasks are asked for: so many flows, each of three async methods that await each other and a delay, over and over.</summary>
/// <remarks>Prints <c>READY</c> when all are under way, and ends when its standard input closes.</remarks>
internal static class TasksTarget
{
    public const string Command = "tasks-target";

    /// <summary>Tasks of each flow: its three methods, and the delay.</summary>
    public const int TasksOfFlow = 4;

    // All of them move within one look.
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(0.9);

    public static async Task<int> RunAsync(int flows)
    {
        List<Task> running = [];
        for (int i = 0; i < flows; i++)
        {
            // Spread over the time of a step, as requests are.
            running.Add(ServeAsync(Step * i / flows));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"READY {running.Count}"));
        await Task.Run(static () =>
        {
            while (Console.In.ReadLine() is not null)
            {
                // Whoever started us says nothing.
            }
        });
        return 0;
    }

    private static async Task ServeAsync(TimeSpan first)
    {
        await Task.Delay(first);
        while (true)
        {
            await LoadAsync();
        }
    }

    private static async Task LoadAsync() => await QueryAsync();

    private static async Task QueryAsync() => await Task.Delay(Step);
}
