using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Xml;
using System.Xml.Serialization;
using BlockWatch.Catalogue.Tests.Live;
using Cause = BlockWatch.Detection.Explanation.BlockingCategory;

namespace BlockWatch.Catalogue.Tests.Calls;

/// <summary>Work of the runtime.</summary>
internal static class RuntimeCalls
{
    private static readonly Expression<Func<int, int>> Doubled = number => number * 2;

    public static IEnumerable<LiveCall> List() =>
    [
        Repeats(typeof(GC), "Collect", () =>
        {
            GC.Collect();

            // Collections without a pause between them leave the sampler no turn to stop the threads.
            SHA256.HashData(Fifo.Bytes);
        }),
        Repeats(typeof(Assembly), "Load", () => Assembly.Load(OwnAssembly)),
        Repeats(Internal.TypeOf(typeof(object), "System.Reflection.RuntimeAssembly"), "GetExportedTypes", () => typeof(XmlReader).Assembly.GetExportedTypes()),
        Repeats(typeof(XmlSerializer), ".ctor", () => _ = new XmlSerializer(typeof(Version[]), new XmlRootAttribute("root"))),
        Repeats(typeof(Expression<>), "Compile", () => Doubled.Compile()),
        Repeats(typeof(NativeLibrary), "Load", () => NativeLibrary.Free(NativeLibrary.Load("libc.so.6"))),
        Repeats(typeof(RuntimeHelpers), "RunModuleConstructor", () => RuntimeHelpers.RunModuleConstructor(typeof(XmlReader).Module.ModuleHandle)),
        new(typeof(RuntimeHelpers), "PrepareMethod", Cause.RuntimeWork, _ =>
        {
            IEnumerator<RuntimeMethodHandle> methods = Methods().GetEnumerator();
            return () =>
            {
                methods.MoveNext();
                RuntimeHelpers.PrepareMethod(methods.Current);
            };
        }, Repeats: true),
        new(typeof(RuntimeHelpers), "RunClassConstructor", Cause.RuntimeWork, hold =>
        {
            Initialized<int>.Begin(hold);
            return () => RuntimeHelpers.RunClassConstructor(typeof(Initialized<int>).TypeHandle);
        }),
        new(Internal.TypeOf(typeof(object), "System.Runtime.CompilerServices.InitHelpers"), "InitClassSlow", Cause.RuntimeWork, hold =>
        {
            Initialized<long>.Begin(hold);
            return () => GC.KeepAlive(Initialized<long>.Value);
        }),
    ];

    private static byte[] OwnAssembly { get; } = File.ReadAllBytes(typeof(RuntimeCalls).Assembly.Location);

    private static LiveCall Repeats(Type type, string method, Action call) => new(type, method, Cause.RuntimeWork, _ => call, Repeats: true);

    // More than can be prepared before the release; round and round all the same.
    private static IEnumerable<RuntimeMethodHandle> Methods()
    {
        const BindingFlags Own = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        RuntimeMethodHandle[] all =
        [
            .. typeof(XmlReader).Assembly.GetTypes()
                .Where(t => !t.ContainsGenericParameters)
                .SelectMany(t => t.GetMethods(Own))
                .Where(m => !m.IsAbstract && !m.ContainsGenericParameters && m.GetMethodBody() is not null)
                .Select(m => m.MethodHandle),
        ];
        while (true)
        {
            foreach (RuntimeMethodHandle method in all)
            {
                yield return method;
            }
        }
    }

    /// <summary>A type whose initializer lasts until the release.</summary>
    private static class Initialized<T>
    {
        public static readonly Hold Value = Make();

        public static void Begin(Hold hold)
        {
            InitializerGate.Hold = hold;
            new Thread(() => GC.KeepAlive(Value)) { IsBackground = true }.Start();
            InitializerGate.Entered.Wait();
            InitializerGate.Entered.Reset();
        }

        private static Hold Make()
        {
            Hold hold = InitializerGate.Hold!;
            InitializerGate.Entered.Set();
            hold.Over.Wait();
            return hold;
        }
    }

    private static class InitializerGate
    {
        public static ManualResetEventSlim Entered { get; } = new();

        public static Hold? Hold { get; set; }
    }
}
