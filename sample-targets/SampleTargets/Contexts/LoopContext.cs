using System.Collections.Concurrent;

namespace SampleTargets.Contexts;

/// <summary>An event loop: a synchronization context with one thread of its own, which runs what is posted one after the other.</summary>
internal sealed class LoopContext : SynchronizationContext
{
    private readonly BlockingCollection<(SendOrPostCallback Callback, object? State)> _posted = [];

    /// <summary>Starts the loop.</summary>
    /// <param name="name">The name of its thread.</param>
    public LoopContext(string name) => new Thread(Turn) { IsBackground = true, Name = name }.Start();

    public override void Post(SendOrPostCallback d, object? state) => _posted.Add((d, state));

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>Runs an asynchronous method on the loop.</summary>
    public Task<T> RunAsync<T>(Func<Task<T>> method)
    {
        TaskCompletionSource<Task<T>> started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(_ => started.SetResult(method()), null);
        return started.Task.Unwrap();
    }

    private void Turn()
    {
        SetSynchronizationContext(this);
        foreach (var (callback, state) in _posted.GetConsumingEnumerable())
        {
            callback(state);
        }
    }
}
