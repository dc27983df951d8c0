using System.Text.RegularExpressions;

namespace BlockWatch.Detection.Requests;

/// <summary>Which endpoint a request went to. Never the path or the query that a client sent.</summary>
/// <param name="Method">The methods that the endpoint answers: <c>GET</c>, <c>GET, POST</c>; null when only the endpoint is known.</param>
/// <param name="Route">The template: <c>/orders/{id}</c>; null when only the endpoint is known.</param>
/// <param name="Endpoint">What the program calls the endpoint, when that is not method and route: <c>Shop.OrdersController.Get</c>; null otherwise.</param>
public sealed partial record RequestName(string? Method, string? Route, string? Endpoint)
{
    /// <summary><c>GET /orders/{id}</c>, or the endpoint.</summary>
    public override string ToString() => Endpoint ?? $"{Method} {Route}";

    /// <summary>Reads the name that ASP.NET Core shows an endpoint by.</summary>
    /// <param name="displayName">
    /// <c>HTTP: GET /orders/{id} => GetOrderAsync</c> (minimal APIs; without the arrow for lambdas), <c>Shop.OrdersController.Get (Shop)</c> (MVC),
    /// or whatever the program chose.
    /// </param>
    public static RequestName FromDisplayName(string displayName)
    {
        ArgumentNullException.ThrowIfNull(displayName);
        if (MinimalApi().Match(displayName) is { Success: true } api)
        {
            return new RequestName(api.Groups["methods"].Value, api.Groups["route"].Value, null);
        }

        // The assembly tells a reader nothing that the namespace does not.
        Match action = Action().Match(displayName);
        return new RequestName(null, null, action.Success ? action.Groups["action"].Value : displayName);
    }

    [GeneratedRegex(@"^HTTP: (?<methods>[A-Z]+(?:, [A-Z]+)*) (?<route>\S.*?)(?: => .+)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex MinimalApi();

    [GeneratedRegex(@"^(?<action>\S+\.\S+) \([^()]+\)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Action();
}
