namespace BlockWatch.Tool.Tests.Docs;

/// <summary>A package.</summary>
/// <param name="Name">Its id.</param>
/// <param name="Version">Which of it was restored.</param>
/// <param name="Licence">An SPDX expression, or that it states its licence otherwise.</param>
internal sealed record Dependency(string Name, string Version, string Licence);
