namespace BlockWatch.EventPipe.Targets;

/// <summary>A diagnostic port of the user's, by which targets are found.</summary>
/// <param name="Path">Its socket.</param>
/// <param name="Listens">True: we listen, and runtimes that were started with <c>DOTNET_DiagnosticPorts=PATH</c> connect. False: a runtime listens there (its usual socket, <c>dotnet-diagnostic-PID-KEY-socket</c>), and we connect.</param>
public sealed record DiagnosticPort(string Path, bool Listens);
