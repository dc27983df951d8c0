using BlockWatch.Fuzz.Execution;

namespace BlockWatch.Fuzz.Targets;

/// <summary>A target that can be named on the command line.</summary>
/// <param name="Name">As it is named there.</param>
/// <param name="Description">What is fuzzed, for the table.</param>
/// <param name="QuickCount">Inputs of it that every run of the tests makes.</param>
/// <param name="Create">Makes it; all files that it writes are in the folder it is given.</param>
internal sealed record FuzzTarget(string Name, string Description, int QuickCount, Func<WorkFolder, IFuzzTarget> Create);
