namespace BlockWatch.Catalogue.Tests.Live;

/// <summary>What a blocked call waits for, until the stacks are taken.</summary>
internal sealed class Hold
{
    private readonly TaskCompletionSource<int> _pending = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<Action> _onRelease = [];
    private volatile bool _isOver;

    /// <summary>Where all calls have their folders.</summary>
    public static string Root { get; } = Directory.CreateTempSubdirectory("blockwatch-calls-").FullName;

    /// <summary>Completes at the release.</summary>
    public Task<int> Pending => _pending.Task;

    public bool IsOver => _isOver;

    /// <summary>Set at the release.</summary>
    public ManualResetEventSlim Over { get; } = new();

    /// <summary>A folder of this call's own.</summary>
    public string Folder { get; } = Directory.CreateDirectory(Path.Combine(Root, Guid.NewGuid().ToString("N"))).FullName;

    /// <summary>Asks for an action at the release, on the releasing thread: it must not wait.</summary>
    public void OnRelease(Action action) => _onRelease.Add(action);

    public string PathOf(string name) => Path.Combine(Folder, name);

    public void Release()
    {
        _isOver = true;
        Over.Set();
        _pending.TrySetResult(1);
        _onRelease.ForEach(action => action());
    }
}
