namespace BlockWatch.Fuzz.Execution;

/// <summary>What a worker is started as.</summary>
/// <param name="Assembly">This program, or its instrumented copy.</param>
/// <param name="IsGuided">True when it is instrumented, and inputs are to be made of those that went new ways.</param>
internal sealed record WorkerProgram(string Assembly, bool IsGuided)
{
    public static WorkerProgram Plain { get; } = new(typeof(WorkerProgram).Assembly.Location, IsGuided: false);
}
