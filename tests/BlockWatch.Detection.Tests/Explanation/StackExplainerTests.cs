using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Stacks;

namespace BlockWatch.Detection.Tests.Explanation;

public sealed class StackExplainerTests
{
    private const string Sleep = "System.Private.CoreLib!System.Threading.Thread.Sleep";
    private const string MonitorWait = "System.Private.CoreLib!System.Threading.Monitor.Wait";
    private const string EventWait = "System.Private.CoreLib!System.Threading.ManualResetEventSlim.Wait";
    private const string SpinThenBlock = "System.Private.CoreLib!System.Threading.Tasks.Task.SpinThenBlockingWait";
    private const string WaitCore = "System.Private.CoreLib!System.Threading.Tasks.Task.InternalWaitCore";
    private const string WaitOne = "System.Private.CoreLib!System.Threading.WaitHandle.WaitOneNoCheck";
    private const string LockSlow = "System.Private.CoreLib!System.Threading.Lock.TryEnterSlow";
    private const string RunTask = "System.Private.CoreLib!System.Threading.Tasks.Task.ExecuteWithThreadLocal";
    private const string Checkout = "user!Shop.Orders+<CheckoutAsync>d__1.MoveNext@Orders.cs:42";

    private static readonly StackExplainer Explainer = new(new DetectionOptions());

    [Fact]
    public void A_verdict_names_the_users_frame_with_its_line_and_the_api_as_it_was_called()
    {
        StackVerdict? verdict = Sampled(Stacks.OnPool(Sleep, Checkout));

        Assert.Equal("Sleep | Shop.Orders+<CheckoutAsync>d__1.MoveNext at Orders.cs:42 | Thread.Sleep | Task.Delay", Text(verdict));
    }

    [Fact]
    public void A_verdict_links_the_documentation_of_what_it_names()
    {
        Assert.Equal("https://learn.microsoft.com/dotnet/api/system.threading.thread.sleep", Sampled(Stacks.OnPool(Sleep, Checkout))?.Docs);

        // What is inside the class library has no page: that of the public method stands for it.
        Assert.Equal("https://learn.microsoft.com/dotnet/api/system.threading.tasks.task.wait", Waited(Stacks.OnPool(MonitorWait, EventWait, SpinThenBlock, WaitCore, Checkout))?.Docs);
    }

    [Fact]
    public void A_wrapper_that_is_named_is_the_one_that_is_linked()
    {
        StackVerdict? verdict = Sampled(Stacks.OnPool(
            "System.Private.CoreLib!System.IO.FileStream.Read",
            "System.Private.CoreLib!System.IO.StreamReader.ReadLine",
            Checkout));

        Assert.Equal("StreamReader.ReadLine", verdict?.BlockingFrame?.Method);
        Assert.Equal("https://learn.microsoft.com/dotnet/api/system.io.streamreader.readline", verdict?.Docs);
    }

    [Fact]
    public void A_lock_that_leaves_no_frame_is_linked_and_what_is_unexplained_or_computes_is_not()
    {
        CallStack stack = Stacks.OnPool("user!Shop.Stock.Reserve");

        Assert.Equal("https://learn.microsoft.com/dotnet/api/system.threading.monitor.enter", Contended(stack)?.Docs);
        Assert.Null(Sampled(stack)?.Docs);
    }

    [Fact]
    public void A_wait_event_with_the_public_method_inlined_away_is_said_to_be_one_of_three()
    {
        StackVerdict? verdict = Waited(Stacks.OnPool(MonitorWait, EventWait, SpinThenBlock, WaitCore, Checkout));

        Assert.Equal("TaskWait | Shop.Orders+<CheckoutAsync>d__1.MoveNext at Orders.cs:42 | Task.Result / Wait() / GetResult() | await", Text(verdict));
    }

    [Fact]
    public void A_lock_leaves_no_frame_before_dotnet_10_but_its_contention_event_says_so()
    {
        CallStack stack = Stacks.OnPool("user!Shop.Stock.Reserve");

        Assert.Equal("Lock | Shop.Stock.Reserve | Monitor.Enter | SemaphoreSlim.WaitAsync where the section awaits; otherwise a shorter section", Text(Contended(stack)));
        Assert.Equal(Text(Contended(stack)), Text(Waited(stack)));
        Assert.Equal("Unexplained | Shop.Stock.Reserve | - | -", Text(Sampled(stack)));
    }

    [Fact]
    public void Contention_inside_the_class_library_names_what_the_user_called()
    {
        StackVerdict? verdict = Contended(Stacks.OnPool(
            "System.Collections.Concurrent!System.Collections.Concurrent.ConcurrentDictionary`2[System.__Canon,System.__Canon].GrowTable",
            "System.Collections.Concurrent!System.Collections.Concurrent.ConcurrentDictionary`2[System.__Canon,System.__Canon].TryAdd",
            Checkout));

        Assert.Equal("ConcurrentDictionary<T1, T2>.TryAdd", verdict?.BlockingFrame?.Method);
        Assert.Equal(BlockingCategory.Lock, verdict?.Category);
    }

    [Fact]
    public void A_wait_event_that_nothing_known_explains_is_not_guessed_at()
    {
        Assert.Equal("Unexplained | Shop.Orders.Load | - | -", Text(Waited(Stacks.OnPool("System.Made.Up!System.Made.Up.Thing.Wait", "user!Shop.Orders.Load"))));
    }

    [Theory]
    [InlineData("System.Private.CoreLib!System.Threading.Thread.<PollGC>g__PollGCWorker|67_0")]
    [InlineData("System.Private.CoreLib!System.Threading.Thread.PollGC")]
    public void A_thread_at_a_safepoint_ran(string safepoint)
    {
        Assert.Equal("Cpu | Shop.Orders.Score | - | -", Text(Sampled(Stacks.OnPool(safepoint, "user!Shop.Orders.Score"))));
    }

    [Fact]
    public void Managed_code_is_work_for_the_processor_and_native_code_is_not_known_to_be()
    {
        CallStack own = Stacks.OnPool("user!Shop.Orders.Score");
        CallStack native = Stacks.OnPool("System.Private.CoreLib!Interop+Sys.SomethingNew", "user!Shop.Orders.Score");
        CallStack unresolved = Stacks.OnPool("?", "user!Shop.Orders.Score");

        Assert.Equal("Cpu | Shop.Orders.Score | - | -", Text(Explainer.Explain(own, EvidenceKind.Samples, ranManagedCode: true)));
        Assert.Equal("Unexplained | Shop.Orders.Score | - | -", Text(Explainer.Explain(own, EvidenceKind.Samples, ranManagedCode: false)));
        Assert.Equal("Cpu | Shop.Orders.Score | - | -", Text(Explainer.ExplainRunning(own)));
        Assert.Equal("Unexplained | Shop.Orders.Score | - | -", Text(Explainer.Explain(native, EvidenceKind.Samples, ranManagedCode: true)));
        Assert.Equal("Unexplained | Shop.Orders.Score | - | -", Text(Explainer.Explain(unresolved, EvidenceKind.Samples, ranManagedCode: true)));
    }

    [Fact]
    public void A_thread_that_runs_and_enters_locks_does_not_wait_for_one()
    {
        CallStack own = Stacks.OnPool("System.Private.CoreLib!System.Threading.Monitor.Enter_Slowpath", "user!Shop.Orders.Score");
        CallStack frameworks = Stacks.OnPool("System.Private.CoreLib!System.Threading.Monitor.Enter_Slowpath", "System.Net.Sockets!System.Net.Sockets.Socket.Poll");

        CallStack both = Stacks.OnPool(
            "System.Private.CoreLib!System.Threading.Monitor.Enter_Slowpath",
            "System.Private.CoreLib!System.Threading.Monitor.Enter",
            "System.IO.Compression!System.IO.Compression.Inflater.DeallocateInputBufferHandle",
            "user!Shop.Orders.Score");

        Assert.Equal("Cpu | Shop.Orders.Score | - | -", Text(Explainer.Explain(own, EvidenceKind.Samples, ranManagedCode: true)));
        Assert.Equal("Cpu | Shop.Orders.Score | - | -", Text(Explainer.Explain(both, EvidenceKind.Samples, ranManagedCode: true)));
        Assert.Equal(BlockingCategory.Lock, Sampled(both)!.Category);
        Assert.Null(Explainer.Explain(frameworks, EvidenceKind.Samples, ranManagedCode: true));
        Assert.Equal(BlockingCategory.Lock, Sampled(own)!.Category);
    }

    [Fact]
    public void Native_code_of_a_cryptography_library_is_work_for_the_processor()
    {
        StackVerdict? verdict = Sampled(Stacks.OnPool(
            "System.Security.Cryptography!Interop+Crypto.EvpDigestOneShot",
            "System.Security.Cryptography!System.Security.Cryptography.HashProviderDispenser+OneShotHashProvider.HashData",
            "System.Security.Cryptography!System.Security.Cryptography.SHA256.HashData",
            "user!Shop.Notes.Sign"));

        Assert.Equal("Cpu | Shop.Notes.Sign | SHA256.HashData | -", Text(verdict));
    }

    [Fact]
    public void A_reader_is_only_as_blocking_as_the_stream_below_it()
    {
        string[] reader = ["System.Private.CoreLib!System.IO.StreamReader.ReadBuffer", "System.Private.CoreLib!System.IO.StreamReader.ReadLine", "user!Shop.Import.Run"];
        CallStack file = Stacks.OnPool(["System.Private.CoreLib!Interop+Sys.PRead", "System.Private.CoreLib!System.IO.RandomAccess.ReadAtOffset", .. reader]);
        CallStack memory = Stacks.OnPool(["System.Private.CoreLib!System.IO.MemoryStream.Read", .. reader]);

        Assert.Equal("File | Shop.Import.Run | StreamReader.ReadLine | StreamReader.ReadLineAsync", Text(Sampled(file)));
        Assert.Equal("Cpu | Shop.Import.Run | StreamReader.ReadLine | -", Text(Explainer.ExplainRunning(memory)));
    }

    [Fact]
    public void Sqlite_blocks_in_its_asynchronous_methods_too_and_no_such_method_is_recommended()
    {
        StackVerdict? verdict = Sampled(Stacks.OnPool(
            "lib:SQLitePCLRaw.core!SQLitePCL.raw.sqlite3_step",
            "lib:Microsoft.Data.Sqlite!Microsoft.Data.Sqlite.SqliteCommand.ExecuteReader",
            "lib:Microsoft.Data.Sqlite!Microsoft.Data.Sqlite.SqliteCommand.ExecuteReaderAsync",
            Checkout));

        Assert.Equal(BlockingCategory.Database, verdict?.Category);
        Assert.Equal("SqliteCommand.ExecuteReaderAsync", verdict?.BlockingFrame?.Method);
        Assert.Equal("Task.Run or a dedicated thread (SQLite has no asynchronous I/O)", verdict?.Replacement);
    }

    [Fact]
    public void The_frameworks_own_type_initializer_is_runtime_work()
    {
        StackVerdict? verdict = Explainer.ExplainRunning(Stacks.OnPool("System.Xml!System.Xml.Codes.Fill", "System.Xml!System.Xml.Tables..cctor", "user!Shop.Feed.Parse"));

        Assert.Equal("RuntimeWork | Shop.Feed.Parse | type initializer of Tables | do the work at start-up, or in a Lazy<Task<T>>", Text(verdict));
    }

    [Fact]
    public void A_method_of_the_users_whose_namespace_begins_with_system_is_the_users()
    {
        Assert.Equal("Sleep | System.Shop.Orders.Load | Thread.Sleep | Task.Delay", Text(Sampled(Stacks.OnPool(Sleep, "user!System.Shop.Orders.Load"))));
        Assert.Equal("Cpu | System.Threading.Thread.Sleep | - | -", Text(Explainer.ExplainRunning(Stacks.OnPool("user!System.Threading.Thread.Sleep"))));
    }

    [Fact]
    public void A_synchronization_context_that_does_the_waiting_is_not_blamed_for_it()
    {
        StackVerdict? verdict = Waited(Stacks.OnPool(
            WaitOne,
            "System.Private.CoreLib!System.Threading.SynchronizationContext.WaitHelper",
            "user!Shop.Ui.LoopContext.Wait",
            "System.Private.CoreLib!System.Threading.SynchronizationContext.InvokeWaitMethodHelper",
            MonitorWait,
            EventWait,
            SpinThenBlock,
            WaitCore,
            "System.Private.CoreLib!System.Threading.Tasks.Task`1[System.Int32].GetResultCore",
            Checkout));

        Assert.Equal("TaskWait | Shop.Orders+<CheckoutAsync>d__1.MoveNext at Orders.cs:42 | Task<T>.Result | await", Text(verdict));
    }

    [Fact]
    public void A_wait_45_library_frames_deep_still_belongs_to_the_user_method_above()
    {
        string[] library = [.. Enumerable.Range(0, 45).Select(i => $"lib:Acme.Data!Acme.Data.Layer{i}.Load")];

        StackVerdict? verdict = Waited(Stacks.OnPool([MonitorWait, EventWait, SpinThenBlock, WaitCore, .. library, Checkout]));

        Assert.Equal("TaskWait | Shop.Orders+<CheckoutAsync>d__1.MoveNext at Orders.cs:42 | Task.Result / Wait() / GetResult() | await", Text(verdict));
    }

    [Fact]
    public void Async_over_sync_names_the_lambda_that_blocks()
    {
        Assert.Equal("Sleep | Shop.Orders+<>c.<LoadAsync>b__3_0 | Thread.Sleep | Task.Delay", Text(Sampled(Stacks.OnPool(Sleep, "user!Shop.Orders+<>c.<LoadAsync>b__3_0", RunTask))));
    }

    [Fact]
    public void A_waiting_thread_that_runs_the_task_itself_does_not_wait()
    {
        CallStack inlined = Stacks.OnPool("lib:Acme!Acme.Model.Train", RunTask, WaitCore, "user!Shop.Orders.Load");

        Assert.Equal(BlockingCategory.Cpu, Explainer.ExplainRunning(inlined)?.Category);
    }

    [Fact]
    public void Without_a_user_frame_the_api_is_named_when_a_library_called_it_and_nothing_when_the_framework_did()
    {
        Assert.Equal("Sleep | - | Thread.Sleep | Task.Delay", Text(Sampled(Stacks.OnPool(Sleep, "lib:Acme!Acme.Retry.Run"))));
        Assert.Equal("nothing to report", Text(Sampled(Stacks.OnPool(Sleep, "Microsoft.AspNetCore.Server!Microsoft.AspNetCore.Server.Thing.Run"))));
    }

    [Fact]
    public void User_code_inlined_into_a_dynamic_method_is_reported_without_a_user_frame()
    {
        string[] mvc = ["dynamic!dynamicClass.lambda_method12", "Microsoft.AspNetCore.Mvc.Core!Microsoft.AspNetCore.Mvc.Infrastructure.ControllerActionInvoker.InvokeAsync"];

        Assert.Equal("Sleep | - | Thread.Sleep | Task.Delay", Text(Sampled(Stacks.OnPool([Sleep, .. mvc]))));
        Assert.Equal("nothing to report", Text(Sampled(Stacks.OnPool([Sleep, "Microsoft.AspNetCore.Mvc.Core!Microsoft.AspNetCore.Mvc.Thing.Run", .. mvc]))));
    }

    [Fact]
    public void Excluded_frames_are_passed_over_and_included_ones_count_as_the_users()
    {
        var explainer = new StackExplainer(new DetectionOptions { Include = ["Acme.Data.*"], Exclude = ["Shop.Plumbing.*"] });

        Assert.Equal("Acme.Data.Repo.Load", explainer.Explain(Stacks.OnPool(Sleep, "lib:Acme!Acme.Data.Repo.Load", Checkout), EvidenceKind.Samples, false)?.UserFrame?.Method);
        Assert.Equal("Shop.Orders.Load", explainer.Explain(Stacks.OnPool(Sleep, "user!Shop.Plumbing.Retry", "user!Shop.Orders.Load"), EvidenceKind.Samples, false)?.UserFrame?.Method);
        Assert.Equal("Sleep | - | Thread.Sleep | Task.Delay", Text(explainer.Explain(Stacks.OnPool(Sleep, "user!Shop.Plumbing.Retry"), EvidenceKind.Samples, false)));
    }

    [Fact]
    public void Frames_of_named_assemblies_count_as_the_users_unless_their_method_is_excluded()
    {
        var explainer = new StackExplainer(new DetectionOptions { Modules = ["Acme.*"], Exclude = ["*.Plumbing.*"] });

        Assert.Equal("Data.Repo.Load", explainer.Explain(Stacks.OnPool(Sleep, "lib:Acme.Shared!Data.Repo.Load", Checkout), EvidenceKind.Samples, false)?.UserFrame?.Method);
        Assert.Equal("Shop.Orders.Load", explainer.Explain(Stacks.OnPool(Sleep, "lib:Acmeish!Data.Repo.Load", "user!Shop.Orders.Load"), EvidenceKind.Samples, false)?.UserFrame?.Method);
        Assert.Equal("Shop.Orders.Load", explainer.Explain(Stacks.OnPool(Sleep, "lib:Acme.Shared!Data.Plumbing.Retry", "user!Shop.Orders.Load"), EvidenceKind.Samples, false)?.UserFrame?.Method);
    }

    [Fact]
    public void The_timer_queues_lock_inside_a_delay_is_no_finding()
    {
        CallStack stack = Stacks.OnPool(
            WaitOne,
            LockSlow,
            "System.Private.CoreLib!System.Threading.Lock.EnterAndGetCurrentThreadId",
            "System.Private.CoreLib!System.Threading.TimerQueueTimer.Change",
            "System.Private.CoreLib!System.Threading.Tasks.Task+DelayPromise..ctor",
            Checkout);

        Assert.Null(Waited(stack));
        Assert.Null(Contended(stack));
        Assert.Null(Sampled(stack));
    }

    [Fact]
    public void Threads_of_the_runtime_and_idle_workers_are_no_findings()
    {
        CallStack[] stacks =
        [
            Stacks.Of("System.Private.CoreLib!System.Threading.LowLevelLifoSemaphore.WaitNative", "System.Private.CoreLib!System.Threading.LowLevelLifoSemaphore.WaitForSignal", Stacks.WorkerStart, Stacks.ThreadStart),
            Stacks.Of("System.Private.CoreLib!System.Threading.LowLevelSpinWaiter.Wait", "System.Private.CoreLib!System.Threading.LowLevelLifoSemaphore.Wait", Stacks.WorkerStart),
            Stacks.Of(WaitOne, "System.Private.CoreLib!System.Threading.TimerQueue.TimerThread", Stacks.ThreadStart),
            Stacks.Of(WaitOne, "System.Private.CoreLib!System.Threading.PortableThreadPool+GateThread.GateThreadStart", Stacks.ThreadStart),
            Stacks.Of("?", "System.Net.Sockets!System.Net.Sockets.SocketAsyncEngine.EventLoop", Stacks.ThreadStart),
            Stacks.Of("System.Private.CoreLib!System.GC.RunFinalizers"),
        ];

        Assert.All(stacks, stack => Assert.Null(Sampled(stack)));
        Assert.All(stacks, stack => Assert.Null(Waited(stack)));
    }

    [Fact]
    public void User_code_on_a_runtime_thread_is_a_finding_all_the_same()
    {
        Assert.Equal("Sleep | Shop.Feed.OnBytes | Thread.Sleep | Task.Delay", Text(Sampled(Stacks.Of(Sleep, "user!Shop.Feed.OnBytes", "System.Net.Sockets!System.Net.Sockets.SocketAsyncEngine.EventLoop"))));
    }

    [Fact]
    public void The_main_thread_that_waits_for_the_shutdown_is_no_finding_but_the_same_wait_on_the_pool_is()
    {
        string[] wait =
        [
            MonitorWait, EventWait, SpinThenBlock, WaitCore,
            "System.Private.CoreLib!System.Runtime.CompilerServices.TaskAwaiter.HandleNonSuccessAndDebuggerNotification",
            "Microsoft.Extensions.Hosting.Abstractions!Microsoft.Extensions.Hosting.HostingAbstractionsHostExtensions.Run",
            "user!Program.<Main>$",
        ];

        Assert.Null(Waited(Stacks.Of(wait)));
        Assert.Equal(BlockingCategory.TaskWait, Waited(Stacks.OnPool(wait))?.Category);
    }

    [Fact]
    public void A_stack_that_could_not_be_resolved_proves_nothing_either_way()
    {
        Assert.Equal("Unexplained | - | - | -", Text(Sampled(Stacks.Of())));
        Assert.Equal("Unexplained | - | - | -", Text(Sampled(Stacks.Of("?"))));
        Assert.Equal("Sleep | - | Thread.Sleep | Task.Delay", Text(Sampled(Stacks.OnPool(Sleep, "?"))));
    }

    private static StackVerdict? Sampled(CallStack stack) => Explainer.Explain(stack, EvidenceKind.Samples, ranManagedCode: false);

    private static StackVerdict? Waited(CallStack stack) => Explainer.Explain(stack, EvidenceKind.Wait, ranManagedCode: false);

    private static StackVerdict? Contended(CallStack stack) => Explainer.Explain(stack, EvidenceKind.Contention, ranManagedCode: false);

    private static string Text(StackVerdict? verdict) => verdict is null
        ? "nothing to report"
        : $"{verdict.Category} | {verdict.UserFrame?.ToString() ?? "-"} | {verdict.BlockingFrame?.ToString() ?? "-"} | {verdict.Replacement ?? "-"}";
}
