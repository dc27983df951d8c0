using System.Collections.Concurrent;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using BlockWatch.EventPipe.NetTrace;
using BlockWatch.EventPipe.NetTrace.Payloads;
using BlockWatch.EventPipe.Sessions;
using Microsoft.Diagnostics.NETCore.Client;

namespace BlockWatch.EventPipe.Tests.Methods;

/// <summary>That the runtime tells of code that it unloads: of a dynamic method by its address, of a collectible assembly's methods by their module; the runtime is our own.</summary>
public sealed class RuntimeUnloadTests
{
    private const string Name = "UnloadedInATest";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Code_that_dies_is_told(bool isDynamicMethod)
    {
        var loaded = new ConcurrentDictionary<(ulong Start, long ModuleId), bool>();
        var methods = new ConcurrentDictionary<ulong, bool>();
        var modules = new ConcurrentDictionary<long, bool>();
        using SessionReader reader = SessionReader.Open(
            new DiagnosticsClient(Environment.ProcessId), SessionPlan.Waits(runtimeMajor: Environment.Version.Major), "test", session =>
            {
                var source = new EventDispatch();
                source.On(RuntimeProviders.Runtime, RuntimeEventIds.MethodLoad, (in NetTraceEvent data) =>
                {
                    if (MethodLoad.TryRead(data.Payload, out MethodLoad method) && method.MethodName == Name)
                    {
                        loaded[(method.Start, method.ModuleId)] = true;
                    }
                });
                source.On(RuntimeProviders.Runtime, RuntimeEventIds.MethodUnload, (in NetTraceEvent data) =>
                {
                    if (MethodLoad.TryRead(data.Payload, out MethodLoad method))
                    {
                        methods[method.Start] = true;
                    }
                });
                source.On(RuntimeProviders.Runtime, RuntimeEventIds.ModuleUnload, (in NetTraceEvent data) =>
                {
                    if (ModuleLoad.TryRead(data, out ModuleLoad module))
                    {
                        modules[module.ModuleId] = true;
                    }
                });
                NetTraceReader.ReadLive(session.EventStream, source);
            });

        RunAndForget(isDynamicMethod);
        Eventually.True(
            () =>
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                return loaded.Keys.Any(method => isDynamicMethod ? methods.ContainsKey(method.Start) : modules.ContainsKey(method.ModuleId));
            },
            "the method is told, loaded and unloaded");

        Assert.True(await reader.StopAsync(Eventually.Limit));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void RunAndForget(bool isDynamicMethod)
    {
        if (isDynamicMethod)
        {
            var method = new DynamicMethod(Name, typeof(void), Type.EmptyTypes);
            method.GetILGenerator().Emit(OpCodes.Ret);
            method.CreateDelegate<Action>()();
            return;
        }

        AssemblyBuilder assembly = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName(Name), AssemblyBuilderAccess.RunAndCollect);
        TypeBuilder type = assembly.DefineDynamicModule("Main").DefineType("Type");
        type.DefineMethod(Name, MethodAttributes.Public | MethodAttributes.Static).GetILGenerator().Emit(OpCodes.Ret);
        type.CreateType().GetMethod(Name)!.CreateDelegate<Action>()();
    }
}
