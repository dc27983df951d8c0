using BlockWatch.EventPipe.NetTrace;

namespace BlockWatch.Benchmarks.Memory.Simulated;

/// <summary>The methods of the simulated target, where they lie, and ten thousand stacks of them.</summary>
internal static class SimulatedCode
{
    public const int StackCount = 10_000;

    private const int UserMethods = 4_000;
    private const int UserFrames = 16;
    private const ulong FrameworkStart = 0x7000_0000_0000;
    private const ulong UserStart = 0x7100_0000_0000;
    private const ulong MethodSize = 0x400;
    private const long FrameworkModule = 7;
    private const long UserModule = 8;

    private static readonly (string Type, string Method)[] Waiting = [("System.Threading.WaitHandle", "WaitOneNoCheck"), ("System.Threading.WaitHandle", "WaitOne")];

    private static readonly (string Type, string Method)[] Pool =
    [
        ("System.Threading.ThreadPoolWorkQueue", "Dispatch"), ("System.Threading.PortableThreadPool+WorkerThread", "WorkerThreadStart"),
    ];

    /// <summary>The modules' payloads.</summary>
    public static IEnumerable<byte[]> Modules() =>
    [
        Module(FrameworkModule, "/usr/share/dotnet/shared/Microsoft.NETCore.App/10.0.0/System.Private.CoreLib.dll"),
        Module(UserModule, "/app/Shop.dll"),
    ];

    /// <summary>The payloads of what is compiled before anything runs, each with its map's.</summary>
    public static IEnumerable<(byte[] Load, byte[] Map)> Methods()
    {
        (string, string)[] framework = [.. Waiting, .. Pool];
        for (int i = 0; i < framework.Length; i++)
        {
            yield return (Method(1 + i, FrameworkModule, FrameworkStart + ((ulong)i * MethodSize), framework[i].Item1, framework[i].Item2), Map(1 + i));
        }

        for (int i = 0; i < UserMethods; i++)
        {
            yield return (Method(1000 + i, UserModule, UserStart + ((ulong)i * MethodSize), $"Shop.Service{i / 10}", $"Handle{i}"), Map(1000 + i));
        }
    }

    /// <summary>A stack of a pool thread that waits, leaf first: the innermost user frame is another in each of the first 4,000.</summary>
    public static ulong[] Stack(int number)
    {
        List<ulong> stack = [Framework(0), Framework(1)];
        var way = new Random(number);
        stack.Add(User(number % UserMethods));
        while (stack.Count < Waiting.Length + UserFrames)
        {
#pragma warning disable CA5394 // Not a secret: the same stack for the same number.
            stack.Add(User(way.Next(UserMethods)));
#pragma warning restore CA5394
        }

        return [.. stack, Framework(2), Framework(3)];
    }

    /// <summary>A method's load, as MethodLoadVerbose tells it.</summary>
    public static byte[] Method(long id, long module, ulong start, string type, string method) => new ByteWriter()
        .Int64(id).Int64(module).Int64((long)start).Int32((int)MethodSize).Int32(0x06000001).Int32(0).Text(type).Text(method).Text("void  ()").UInt16(1).Int64(0).Written.ToArray();

    /// <summary>The method's IL-to-native map: ten statements.</summary>
    public static byte[] Map(long id)
    {
        ByteWriter payload = new ByteWriter().Int64(id).Int64(0).Byte(0).UInt16(10);
        for (int i = 0; i < 10; i++)
        {
            payload.Int32(i * 5);
        }

        for (int i = 0; i < 10; i++)
        {
            payload.Int32(i * 0x40);
        }

        return payload.UInt16(1).Written.ToArray();
    }

    private static ulong Framework(int method) => FrameworkStart + ((ulong)method * MethodSize) + 0x11;

    private static ulong User(int method) => UserStart + ((ulong)method * MethodSize) + 0x51;

    private static byte[] Module(long id, string path) => new ByteWriter()
        .Int64(id).Int64(1).Int32(0).Int32(0).Text(path).Text("").UInt16(1)
        .Bytes(new byte[16]).Int32(1).Text("").Bytes(new byte[16]).Int32(0).Text("").Written.ToArray();
}
