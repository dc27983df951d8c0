using System.Reflection;
using System.Security.Cryptography;
using System.Xml.Serialization;
using BlockWatch.Catalogue.Tests.Live;
using Cause = BlockWatch.Detection.Explanation.BlockingCategory;

namespace BlockWatch.Catalogue.Tests.Calls;

/// <summary>Work of the runtime, and libraries that compute.</summary>
internal static class RuntimeCalls
{
    public static IEnumerable<LiveCall> List() =>
    [
        Repeats(typeof(GC), "Collect", () =>
        {
            GC.Collect();

            // Collections without a pause between them leave the sampler no turn to stop the threads.
            SHA256.HashData(Fifo.Bytes);
        }),
        Repeats(typeof(Assembly), "Load", () => Assembly.Load(OwnAssembly)),
        Repeats(typeof(XmlSerializer), ".ctor", () => _ = new XmlSerializer(typeof(Version[]), new XmlRootAttribute("root"))),
        new(typeof(SHA256), "HashData", Cause.Cpu, _ => () => SHA256.HashData(Fifo.Bytes), Repeats: true),
    ];

    private static byte[] OwnAssembly { get; } = File.ReadAllBytes(typeof(RuntimeCalls).Assembly.Location);

    private static LiveCall Repeats(Type type, string method, Action call) => new(type, method, Cause.RuntimeWork, _ => call, Repeats: true);
}
