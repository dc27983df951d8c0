using BlockWatch.Detection.Requests;

namespace BlockWatch.Detection.Tests.Requests;

/// <summary>Names as ASP.NET Core 8, 9 and 10 log them.</summary>
public sealed class RequestNameTests
{
    [Theory]
    [InlineData("HTTP: GET /orders/{id:int}", "GET", "/orders/{id:int}")]
    [InlineData("HTTP: GET /named => NamedAsync", "GET", "/named")]
    [InlineData("HTTP: GET, POST /multi", "GET, POST", "/multi")]
    [InlineData("HTTP: GET /api/things/{**rest}", "GET", "/api/things/{**rest}")]
    [InlineData("HTTP: DELETE orders", "DELETE", "orders")]
    public void A_minimal_endpoint_is_method_and_route(string displayName, string method, string route) =>
        Assert.Equal(new RequestName(method, route, null), RequestName.FromDisplayName(displayName));

    [Theory]
    [InlineData("Shop.OrdersController.Get (Shop)", "Shop.OrdersController.Get")]
    [InlineData("My shown name", "My shown name")]
    [InlineData("My shown name (new)", "My shown name (new)")]
    [InlineData("/any", "/any")]
    [InlineData("Fallback {*path:nonfile}", "Fallback {*path:nonfile}")]
    [InlineData("HTTP: ", "HTTP: ")]
    [InlineData("HTTP: get /x", "HTTP: get /x")]
    [InlineData("", "")]
    public void Any_other_name_is_the_endpoint_s(string displayName, string endpoint) =>
        Assert.Equal(new RequestName(null, null, endpoint), RequestName.FromDisplayName(displayName));
}
