namespace BlockWatch.EventPipe.Symbols.Origins;

/// <summary>The library that an assembly file belongs to, as a <c>deps.json</c> lists it.</summary>
/// <param name="Type"><c>project</c>, <c>package</c>, <c>runtimepack</c>, <c>reference</c>, …</param>
/// <param name="Name">The project's or the package's name.</param>
/// <param name="Version">Its version.</param>
internal sealed record ManifestEntry(string Type, string Name, string Version);
