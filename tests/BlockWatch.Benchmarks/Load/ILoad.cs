namespace BlockWatch.Benchmarks.Load;

/// <summary>Requests that keep a target busy until this is disposed of.</summary>
internal interface ILoad : IAsyncDisposable
{
    /// <summary>Requests answered so far.</summary>
    long Answered { get; }

    /// <summary>Requests that failed or were not answered in time.</summary>
    long Failed { get; }
}
