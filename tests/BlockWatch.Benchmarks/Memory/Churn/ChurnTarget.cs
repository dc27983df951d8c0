namespace BlockWatch.Benchmarks.Memory.Churn;

/// <summary>The process that a long attach watches: it compiles and unloads code, its threads come and go, and it blocks in ten thousand ways.</summary>
/// <remarks>Takes little of a processor, so that a long run disturbs nothing. It prints <c>READY</c>, and ends when its standard input closes.</remarks>
internal static class ChurnTarget
{
    public const string Command = "churn";

    private static readonly TimeSpan PoolPhase = TimeSpan.FromSeconds(15);

    public static int Run()
    {
        Begin("compiler", CompiledCode.Churn);
        Begin("births", ChurnThreads);
        Begin("blocks", Block);
        Begin("pool", ChurnPool);
        Console.WriteLine("READY");
        while (Console.In.ReadLine() is not null)
        {
            // Whoever started us says nothing.
        }

        return 0;
    }

    private static void Begin(string name, Action run) => new Thread(() => run()) { IsBackground = true, Name = name }.Start();

    // Ten threads are born a second; each fights for a lock, blocks a little and dies.
    private static void ChurnThreads()
    {
        object gate = new();
        while (true)
        {
            Thread.Sleep(200);
            Begin("short-lived", () =>
            {
                lock (gate)
                {
                    Thread.Sleep(20);
                }
            });
            Begin("short-lived", () =>
            {
                lock (gate)
                {
                    Thread.Sleep(5);
                }
            });
        }
    }

    // Nearly two hundred work items a second block, each with another of the ten thousand stacks; every fortieth for longer than the threshold.
    private static void Block()
    {
        for (int i = 0; ; i++)
        {
            int path = i % BlockingPaths.Count;
            int ms = i % 40 == 0 ? 130 : 2;
            ThreadPool.UnsafeQueueUserWorkItem(static state => BlockingPaths.Block(state.path, state.ms), (path, ms), preferLocal: false);
            Thread.Sleep(5);
        }
    }

    // The pool grows at once, and shrinks when its workers have been idle for 20 s.
    private static void ChurnPool()
    {
        ThreadPool.GetMinThreads(out int usual, out int io);
        while (true)
        {
            ThreadPool.SetMinThreads(32, io);
            for (int i = 0; i < 32; i++)
            {
                ThreadPool.UnsafeQueueUserWorkItem(static _ => Thread.Sleep(150), null);
            }

            Thread.Sleep(PoolPhase);
            ThreadPool.SetMinThreads(usual, io);
            Thread.Sleep(PoolPhase * 2);
        }
    }
}
