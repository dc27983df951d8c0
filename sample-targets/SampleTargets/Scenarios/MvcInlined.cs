using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.Filters;
using SampleTargets.Load;
using SampleTargets.Running;
using SampleTargets.Truth;
using SampleTargets.Web;

namespace SampleTargets.Scenarios;

/// <summary>MVC controllers with small synchronous actions, which the compiler inlines into the framework's dynamic methods.</summary>
/// <remarks>
/// The fault: the actions <see cref="Shop.Sleep"/> and <see cref="Shop.Read"/> call a tiny method, which sleeps for 200 ms or
/// reads the <c>.Result</c> of a task of 200 ms. In a Release build the action and what it calls are inlined into
/// <c>dynamicClass.lambda_methodN</c>, on .NET 8 as on .NET 10: no frame of the program is on the stack.
/// The lines: those marked BLOCKS. The truth is taken by a filter around the action, so that the action itself stays small; a
/// synchronous action runs on the filter's thread.
/// blockwatch must say: BW0004 for the sleep and BW0001 for the wait; where the frame is gone, at least the cause, and no other method.
/// The healthy twin (<c>--load healthy</c>) has actions that await: nothing.
/// </remarks>
internal sealed class MvcInlined : WebScenario
{
    private const int StallMs = 200;

    public override string Name => "mvc-inlined";

    public override string Description => "small MVC actions call Thread.Sleep and .Result through tiny methods, inlined in Release (BW0004, BW0001)";

    public override ScenarioFacts Facts { get; } = ScenarioFacts.Faulty("BW0001", "BW0004") with { OnlyFromStart = true };

    protected override IReadOnlyList<string> HealthyPaths { get; } = ["/shop/delay", WebTarget.OkPath];

    protected override IReadOnlyList<string> WarmUpPaths { get; } = ["/shop/name", WebTarget.OkPath];

    protected override void AddServices(IServiceCollection services) =>
        services.AddControllers().ConfigureApplicationPartManager(parts => parts.FeatureProviders.Add(new ShopOnly()));

    protected override void Map(IEndpointRouteBuilder routes) => routes.MapControllers();

    protected override Task FaultLoadAsync(LoadGenerator load, ScenarioRun run) =>
        load.InTurnAsync(["/shop/sleep", WebTarget.OkPath, "/shop/read", WebTarget.OkPath], TimeSpan.FromMilliseconds(50));

    [Route("shop")]
    internal sealed class Shop : ControllerBase
    {
        [HttpGet("sleep")]
        [TruthOf("Shop.Price", FaultCategory.Sleep)]
        public int Sleep() => Price();

        private static int Price()
        {
            Thread.Sleep(StallMs); // BLOCKS
            return StallMs;
        }

        [HttpGet("read")]
        [TruthOf("Shop.Stock", FaultCategory.TaskWait)]
        public int Read() => Stock(StockAsync());

        private static int Stock(Task<int> pending)
        {
            return pending.Result; // BLOCKS
        }

        [HttpGet("name")]
        public string Named() => nameof(Shop);

        [HttpGet("delay")]
        public Task<int> DelayAsync() => StockAsync();

        private static async Task<int> StockAsync()
        {
            await Task.Delay(StallMs);
            return StallMs;
        }
    }

    /// <summary>Notes when the action below it starts and ends: the fault is the first marked line below this attribute.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    private sealed class TruthOfAttribute : Attribute, IActionFilter
    {
        private static readonly object Key = new();

        private readonly string _method;
        private readonly FaultCategory _category;
        private readonly string _file;
        private readonly int _line;

        public TruthOfAttribute(string method, FaultCategory category, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        {
            _method = method;
            _category = category;
            _file = file;
            _line = line;
        }

        public void OnActionExecuting(ActionExecutingContext context) =>
            context.HttpContext.Items[Key] = TruthOf(context).Begin(_method, _file, _line);

        public void OnActionExecuted(ActionExecutedContext context) =>
            TruthOf(context).End((Fault)context.HttpContext.Items[Key]!, _category);

        private static TruthLog TruthOf(FilterContext context) => context.HttpContext.RequestServices.GetRequiredService<TruthLog>();
    }

    /// <summary>Takes the nested, internal controller for one, and nothing else.</summary>
    private sealed class ShopOnly : ControllerFeatureProvider
    {
        protected override bool IsController(TypeInfo typeInfo) => typeInfo == typeof(Shop).GetTypeInfo();
    }
}
