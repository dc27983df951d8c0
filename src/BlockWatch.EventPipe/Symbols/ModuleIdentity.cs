namespace BlockWatch.EventPipe.Symbols;

/// <summary>What the runtime said about a loaded module; enough to find its files and to tell whether they are the ones loaded.</summary>
/// <param name="Path">The IL path as the target sees it, in the target's own mount namespace; empty for a module made in memory.</param>
/// <param name="SimpleName">The assembly's simple name: <c>System.Private.CoreLib</c>.</param>
/// <param name="PdbSignature">The id of the PDB that belongs to the module; <see cref="Guid.Empty"/> when the runtime did not say.</param>
/// <param name="PdbBuildPath">Where the compiler wrote the PDB, on the machine that built it; empty when unknown.</param>
/// <param name="ProcessRoot">The target's root directory seen from here, such as <c>/proc/1234/root</c>; null when the target shares our files.</param>
internal sealed record ModuleIdentity(
    string Path,
    string SimpleName,
    Guid PdbSignature = default,
    string PdbBuildPath = "",
    string? ProcessRoot = null);
