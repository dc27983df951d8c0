using System.Diagnostics;

namespace SampleTargets.Load;

/// <summary>Makes requests to the scenario's own server, with awaits only and never without bound.</summary>
/// <remarks>It shares the thread pool with the server, so a starved pool delays the load too; every request has a time limit.</remarks>
internal sealed class LoadGenerator
{
    private const int MostUsers = 32;

    private readonly HttpClient _client;
    private readonly CancellationToken _end;
    private int _answered;
    private int _failed;

    public LoadGenerator(HttpClient client, CancellationToken end)
    {
        _client = client;
        _end = end;
    }

    /// <summary>True until the run is to end.</summary>
    public bool Continues => !_end.IsCancellationRequested;

    /// <summary>Requests that were answered with success.</summary>
    public int Answered => _answered;

    /// <summary>Requests that were refused, answered with an error or took too long.</summary>
    public int Failed => _failed;

    /// <summary>One request after the other, each path in turn, until the run ends.</summary>
    /// <param name="paths">What to ask for.</param>
    /// <param name="pause">From an answer to the next request.</param>
    public async Task InTurnAsync(IReadOnlyList<string> paths, TimeSpan pause)
    {
        for (int i = 0; Continues; i = (i + 1) % paths.Count)
        {
            await SendAsync(paths[i]);
            await PauseAsync(pause);
        }
    }

    /// <summary>That many requests at once; done when each is answered or has failed.</summary>
    public Task BurstAsync(string path, int count) => Task.WhenAll(Enumerable.Range(0, count).Select(_ => SendAsync(path)));

    /// <summary>A steady rate over all paths until the run ends.</summary>
    /// <param name="paths">What to ask for.</param>
    /// <param name="rate">Requests a second. A server that does not keep up gets fewer: nothing is made up for.</param>
    public Task PacedAsync(IReadOnlyList<string> paths, double rate)
    {
        int users = (int)Math.Clamp(Math.Ceiling(rate / 10), 1, MostUsers);
        TimeSpan period = TimeSpan.FromSeconds(users / rate);
        return Task.WhenAll(Enumerable.Range(0, users).Select(user => UserAsync(paths, user, period, period * user / users)));
    }

    /// <summary>Waits, or returns early when the run ends.</summary>
    public async Task PauseAsync(TimeSpan pause) =>
        await Task.Delay(pause, _end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private async Task UserAsync(IReadOnlyList<string> paths, int user, TimeSpan period, TimeSpan firstAt)
    {
        long start = Stopwatch.GetTimestamp();
        TimeSpan due = firstAt;
        for (int i = user; Continues; i++)
        {
            TimeSpan now = Stopwatch.GetElapsedTime(start);
            if (now < due)
            {
                await PauseAsync(due - now);
            }

            await SendAsync(paths[i % paths.Count]);
            TimeSpan answered = Stopwatch.GetElapsedTime(start);
            due = due + period < answered ? answered : due + period;
        }
    }

    private async Task SendAsync(string path)
    {
        if (!Continues)
        {
            return;
        }

        try
        {
            using HttpResponseMessage response = await _client.GetAsync(new Uri(path, UriKind.Relative));
            response.EnsureSuccessStatusCode();
            Interlocked.Increment(ref _answered);
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            Interlocked.Increment(ref _failed);
        }
    }
}
