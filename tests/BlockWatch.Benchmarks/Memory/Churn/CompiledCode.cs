using System.Linq.Expressions;
using System.Reflection;
using System.Reflection.Emit;

namespace BlockWatch.Benchmarks.Memory.Churn;

/// <summary>Compiles new methods all the time, runs each and lets it go, so that the runtime unloads them.</summary>
internal static class CompiledCode
{
    private static readonly MethodInfo Sleep = typeof(Thread).GetMethod(nameof(Thread.Sleep), [typeof(int)])!;

    /// <summary>Ten methods a second: dynamic methods, compiled expressions, and types of collectible assemblies.</summary>
    public static void Churn()
    {
        for (int i = 0; ; i++)
        {
            Action code = (i % 3) switch
            {
                0 => DynamicMethod(i),
                1 => Expression.Lambda<Action>(Expression.Call(Sleep, Expression.Constant(1))).Compile(),
                _ => CollectibleType(i),
            };

            // On a pool thread, and now and then for long enough to be named.
            ThreadPool.UnsafeQueueUserWorkItem(static code => code(), code, preferLocal: false);
            Thread.Sleep(100);
            if (i % 100 == 99)
            {
                GC.Collect();
            }
        }
    }

    private static Action DynamicMethod(int number)
    {
        var method = new DynamicMethod($"Generated{number}", typeof(void), Type.EmptyTypes);
        WriteSleep(method.GetILGenerator(), number % 30 == 0 ? 130 : 1);
        return method.CreateDelegate<Action>();
    }

    private static Action CollectibleType(int number)
    {
        AssemblyBuilder assembly = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName($"Collectible{number}"), AssemblyBuilderAccess.RunAndCollect);
        TypeBuilder type = assembly.DefineDynamicModule("Main").DefineType($"Generated.Type{number}");
        MethodBuilder method = type.DefineMethod("Run", MethodAttributes.Public | MethodAttributes.Static);
        WriteSleep(method.GetILGenerator(), number % 30 == 2 ? 130 : 1);
        return type.CreateType().GetMethod("Run")!.CreateDelegate<Action>();
    }

    private static void WriteSleep(ILGenerator code, int ms)
    {
        code.Emit(OpCodes.Ldc_I4, ms);
        code.Emit(OpCodes.Call, Sleep);
        code.Emit(OpCodes.Ret);
    }
}
