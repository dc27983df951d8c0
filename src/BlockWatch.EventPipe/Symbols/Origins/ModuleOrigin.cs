using BlockWatch.Detection.Stacks;

namespace BlockWatch.EventPipe.Symbols.Origins;

/// <summary>Whose code a module is.</summary>
/// <param name="Origin">The answer.</param>
/// <param name="LibraryName">The package it came in, when the app's dependency manifest or its folder says so; otherwise null.</param>
/// <param name="LibraryVersion">The version of that package, or for a library of no known package the one that its makers gave it; otherwise null.</param>
internal sealed record ModuleOrigin(FrameOrigin Origin, string? LibraryName = null, string? LibraryVersion = null);
