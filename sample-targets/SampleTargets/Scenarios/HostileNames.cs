using System.Reflection;
using System.Reflection.Emit;
using SampleTargets.Load;
using SampleTargets.Running;
using SampleTargets.Truth;
using SampleTargets.Web;

namespace SampleTargets.Scenarios;

/// <summary>A program whose names are meant to harm who reads a report of it: control sequences for terminals, markup and script for pages, line breaks for logs.</summary>
/// <remarks>
/// The fault: <see cref="SleepAsync"/> calls a method for 200 ms that was made at run time, because no compiler lets a method be called so; that one calls Thread.Sleep.
/// The line: the one marked BLOCKS. The frame between it and Thread.Sleep has a hostile type and a hostile method, the frame above it a hostile source file, the
/// endpoint a hostile name.
/// blockwatch must say: BW0004 at that line, and write all these names so that nothing obeys them.
/// The healthy twin (<c>--load healthy</c>) awaits Task.Delay: nothing.
/// </remarks>
internal sealed class HostileNames : WebScenario
{
    private const int SleepMs = 200;
    private const string Evil = "Evil\u001b[2J\u001b]0;owned\u0007\u009b31m\r\n::error::x\u202e</script><script>alert(1)</script><img src=x onerror=alert(2)>|`*=1+1";

    private readonly Action<int> _sleep = MakeSleep();

    public override string Name => "hostile-names";

    public override string Description => "type, method, file and endpoint names with control sequences and markup; a handler sleeps for 200 ms (BW0004)";

    public override ScenarioFacts Facts { get; } = ScenarioFacts.Faulty("BW0004");

    protected override IReadOnlyList<string> HealthyPaths { get; } = ["/delay", WebTarget.OkPath];

    protected override void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/sleep", HandleAsync).WithDisplayName(Evil);
        routes.MapGet("/delay", DelayAsync).WithDisplayName(Evil);
    }

    protected override Task FaultLoadAsync(LoadGenerator load, ScenarioRun run) =>
        load.InTurnAsync(["/sleep", WebTarget.OkPath], TimeSpan.FromMilliseconds(50));

    private async Task<IResult> SleepAsync(TruthLog truth)
    {
        Fault fault = truth.Begin();
        _sleep(SleepMs); // BLOCKS
        truth.End(fault, FaultCategory.Sleep);
        await Task.Yield();
        return Results.Text("slept");
    }

    private static async Task<IResult> DelayAsync()
    {
        await Task.Delay(SleepMs);
        return Results.Text("delayed");
    }

    private static Action<int> MakeSleep()
    {
        ModuleBuilder module = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("Evil"), AssemblyBuilderAccess.Run).DefineDynamicModule("Evil");
        TypeBuilder type = module.DefineType(Evil, TypeAttributes.Public | TypeAttributes.Class);
        MethodBuilder method = type.DefineMethod("Run" + Evil, MethodAttributes.Public | MethodAttributes.Static, typeof(void), [typeof(int)]);
        ILGenerator il = method.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.EmitCall(OpCodes.Call, typeof(Thread).GetMethod(nameof(Thread.Sleep), [typeof(int)])!, null);

        // Something after the call, or an optimized method would be gone from the stack.
        il.Emit(OpCodes.Ldnull);
        il.EmitCall(OpCodes.Call, typeof(GC).GetMethod(nameof(GC.KeepAlive))!, null);
        il.Emit(OpCodes.Ret);
        return type.CreateType().GetMethod(method.Name)!.CreateDelegate<Action<int>>();
    }

#line 7 "/src/</script><script>alert(3)</script><img src=x onerror=alert(4)>`|.cs"
    private async Task<IResult> HandleAsync(TruthLog truth)
    {
        await Task.Delay(5);
        return await SleepAsync(truth);
    }
#line default
}
