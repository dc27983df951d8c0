using BlockWatch.Detection.Stacks;

namespace BlockWatch.Detection.Async;

/// <summary>Finds the method behind the runtime's name of a task.</summary>
public interface IAsyncNames
{
    /// <summary>The method; null when it is none, is not known, or when several have this name. Never a guess.</summary>
    /// <param name="operationName">The runtime's name: <c>Async: &lt;SaveAsync&gt;d__2</c>.</param>
    Frame? MethodOf(string operationName);
}
