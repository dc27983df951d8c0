using BlockWatch.Tool.Options;

namespace BlockWatch.Tool.Tests.Options;

public class EndpointTextTests
{
    [Theory]
    [InlineData("9464", "127.0.0.1:9464")]
    [InlineData(":9464", "127.0.0.1:9464")]
    [InlineData("localhost:9464", "127.0.0.1:9464")]
    [InlineData("127.0.0.1:0", "127.0.0.1:0")]
    [InlineData("0.0.0.0:9464", "0.0.0.0:9464")]
    [InlineData("*:9464", "0.0.0.0:9464")]
    [InlineData("[::1]:9464", "[::1]:9464")]
    [InlineData("[::]:9464", "[::]:9464")]
    public void Without_a_host_this_machine_alone_may_connect(string text, string expected)
    {
        Assert.True(EndpointText.TryParseOwn(text, out System.Net.IPEndPoint? endpoint, out _));
        Assert.Equal(expected, endpoint!.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("localhost")]
    [InlineData("localhost:")]
    [InlineData("localhost:65536")]
    [InlineData("localhost:-1")]
    [InlineData("localhost: 80")]
    [InlineData("orders.example:9464")]
    [InlineData("::1:9464")]
    [InlineData("[::1:9464")]
    [InlineData("[]:9464")]
    [InlineData("http://localhost:9464")]
    public void What_is_no_address_of_this_machine_is_said_with_an_example(string text)
    {
        Assert.False(EndpointText.TryParseOwn(text, out System.Net.IPEndPoint? endpoint, out string problem));
        Assert.Null(endpoint);
        Assert.Contains("0.0.0.0:9464", problem, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', problem);
    }

    [Theory]
    [InlineData("http://localhost:4318")]
    [InlineData("https://otel.example/tenant/1/")]
    public void A_receiver_is_an_http_address(string text)
    {
        Assert.True(EndpointText.TryParseReceiver(text, out Uri? endpoint, out _));
        Assert.Equal(new Uri(text), endpoint);
    }

    [Theory]
    [InlineData("")]
    [InlineData("localhost:4318")]
    [InlineData("ftp://localhost")]
    [InlineData("/var/run/otel")]
    [InlineData("http://")]
    [InlineData("http://me:secret@localhost:4318")]
    [InlineData("http://localhost:4318?token=secret")]
    public void What_is_no_address_of_a_receiver_is_said_with_an_example(string text)
    {
        Assert.False(EndpointText.TryParseReceiver(text, out _, out string problem));
        Assert.EndsWith("write for example http://localhost:4318", problem, StringComparison.Ordinal);
    }
}
