namespace BlockWatch.Accuracy.Tests.Matching;

public class MethodNamesTests
{
    [Theory]
    [InlineData("N.Shop.PayAsync", "N.Shop.PayAsync(int)", nameof(MethodMatch.Same))]
    [InlineData("N.Shop.PayAsync", "N.Shop.PayAsync", nameof(MethodMatch.Same))]
    [InlineData("N.Shop.PayAsync", "N.Shop.PayAsync<T>(T, IReadOnlyList<int>)", nameof(MethodMatch.Same))]
    [InlineData("N.Shop.PayAsync", "N.Shop.Basket<T>.PayAsync(T)", nameof(MethodMatch.Same))]
    [InlineData("N.Shop.PayAsync", "N.Shop.PayAsync.lambda(int)", nameof(MethodMatch.Inside))]
    [InlineData("N.Shop.PayAsync", "N.Shop.PayAsync.Inner(int)", nameof(MethodMatch.Inside))]
    [InlineData("N.Shop..ctor", "new N.Shop(int)", nameof(MethodMatch.Same))]
    [InlineData("N.Shop..ctor", "new N.Shop.Basket(int)", nameof(MethodMatch.Same))]
    [InlineData("N.Shop..cctor", "static N.Shop()", nameof(MethodMatch.Same))]
    [InlineData("N.Shop..cctor", "static N.Shop.Rates()", nameof(MethodMatch.Same))]
    [InlineData("N.Shop.PayAsync", "N.Shop.Pay(int)", nameof(MethodMatch.None))]
    [InlineData("N.Shop.PayAsync", "N.Shop.RepayAsync(int)", nameof(MethodMatch.None))]
    [InlineData("N.Shop.PayAsync", "N.Shopping.PayAsync(int)", nameof(MethodMatch.None))]
    [InlineData("N.Shop..ctor", "static N.Shop()", nameof(MethodMatch.None))]
    [InlineData("N.Shop.PayAsync", null, nameof(MethodMatch.None))]
    public void A_method_is_compared_by_type_and_member(string truth, string? reported, string expected) =>
        Assert.Equal(expected, MethodNames.Compare(truth, reported).ToString());
}
