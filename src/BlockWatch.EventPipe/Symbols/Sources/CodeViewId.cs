namespace BlockWatch.EventPipe.Symbols.Sources;

/// <summary>The PDB that a PE says it belongs with.</summary>
/// <param name="Guid">The first part of the PDB's id.</param>
/// <param name="Stamp">The second part.</param>
/// <param name="Path">Where the compiler wrote it.</param>
internal sealed record CodeViewId(Guid Guid, uint Stamp, string Path);
