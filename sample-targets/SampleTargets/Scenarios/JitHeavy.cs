using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;
using System.Reflection.Emit;
using System.Text.RegularExpressions;
using SampleTargets.Load;
using SampleTargets.Running;
using SampleTargets.Web;

namespace SampleTargets.Scenarios;

/// <summary>A healthy server that makes the runtime compile all the time.</summary>
/// <remarks>
/// The fault: none. Each request has one small thing compiled: an expression tree, a dynamic method, a small regular expression or a
/// generic method over a value type of its own. That takes a few milliseconds.
/// The line: none; nothing is marked and the truth file stays empty.
/// blockwatch must say: nothing; BW0010 where a compilation took very long on a busy machine, never one of BW0001 to BW0006.
/// </remarks>
internal sealed class JitHeavy : WebScenario
{
    private static readonly Type[] Parts =
        [typeof(byte), typeof(sbyte), typeof(short), typeof(ushort), typeof(int), typeof(uint), typeof(long), typeof(ulong), typeof(float), typeof(double)];

    private static readonly MethodInfo Generic =
        typeof(JitHeavy).GetMethod(nameof(SizeOf), BindingFlags.NonPublic | BindingFlags.Static)!;

    private int _next;

    public override string Name => "jit-heavy";

    public override string Description => "each request has a small method, expression or regular expression compiled: no finding";

    public override ScenarioFacts Facts { get; } = ScenarioFacts.Healthy;

    protected override IReadOnlyList<string> HealthyPaths { get; } = ["/expression", "/emit", "/regex", "/generic", WebTarget.OkPath];

    protected override IReadOnlyList<string> WarmUpPaths => HealthyPaths;

    protected override double HealthyRate => 40;

    protected override void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/expression", ExpressionAsync);
        routes.MapGet("/emit", EmitAsync);
        routes.MapGet("/regex", RegexAsync);
        routes.MapGet("/generic", GenericAsync);
    }

    // There is no fault to bring about: the load is the healthy one either way.
    protected override Task FaultLoadAsync(LoadGenerator load, ScenarioRun run) =>
        load.PacedAsync(HealthyPaths, run.Options.Rate ?? HealthyRate);

    private async Task<IResult> ExpressionAsync()
    {
        await Task.Yield();
        ParameterExpression x = Expression.Parameter(typeof(int));
        Expression body = Expression.Add(Expression.Multiply(x, x), Expression.Constant(Next()));
        return Text(Expression.Lambda<Func<int, int>>(body, x).Compile()(3));
    }

    private async Task<IResult> EmitAsync()
    {
        await Task.Yield();
        DynamicMethod method = new($"Emitted{Next()}", typeof(int), [typeof(int)], typeof(JitHeavy).Module);
        ILGenerator il = method.GetILGenerator();
        for (int i = 0; i < 50; i++)
        {
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Pop);
        }

        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ret);
        return Text(method.CreateDelegate<Func<int, int>>()(3));
    }

    private async Task<IResult> RegexAsync()
    {
        await Task.Yield();
        Regex pattern = new($"^a{{1,{2 + (Next() % 50)}}}b", RegexOptions.Compiled | RegexOptions.CultureInvariant);
        return Text(pattern.IsMatch("aab") ? 1 : 0);
    }

    private async Task<IResult> GenericAsync()
    {
        await Task.Yield();

        // A thousand combinations, each of which is compiled when it is first used.
        int number = Next();
        Type[] parts = [Parts[number % 10], Parts[number / 10 % 10], Parts[number / 100 % 10]];
        MethodInfo sizeOf = Generic.MakeGenericMethod(typeof(ValueTuple<,,>).MakeGenericType(parts));
        return Text(sizeOf.CreateDelegate<Func<int>>()());
    }

    private static int SizeOf<T>()
        where T : struct
    {
        T[] pair = [default, default];
        return EqualityComparer<T>.Default.Equals(pair[0], pair[1]) ? pair.Length : 0;
    }

    private int Next() => Interlocked.Increment(ref _next) & int.MaxValue;

    private static IResult Text(int number) => Results.Text(number.ToString(CultureInfo.InvariantCulture));
}
